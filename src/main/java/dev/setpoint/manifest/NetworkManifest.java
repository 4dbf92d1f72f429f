package dev.setpoint.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network of an engine.
 *
 * <pre>
 * kind: Network
 * metadata: {name: front}
 * spec:
 *   nodes: {names: [local]}
 *   driver: bridge
 *   subnets: [{subnet: 10.20.0.0/24, gateway: 10.20.0.1, ipRange: 10.20.0.128/25}]
 *   internal: false
 *   ipv6: false
 *   options: {com.docker.network.bridge.name: front0}
 *   labels: {team: shop}
 * </pre>
 *
 * @param adopt take over an existing network of this name
 * @param driver network driver; {@code bridge} unless said otherwise
 * @param subnets address ranges; empty leaves the choice to the engine
 * @param protection whether it may be removed or replaced without a person's word
 */
public record NetworkManifest(
    Metadata metadata,
    Origin origin,
    Placement placement,
    boolean adopt,
    String driver,
    List<Subnet> subnets,
    boolean internal,
    boolean ipv6,
    Map<String, String> options,
    Map<String, String> labels,
    Protection protection)
    implements Manifest {
  public NetworkManifest {
    subnets = List.copyOf(subnets);
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }

  /** One without protection. */
  public NetworkManifest(
      Metadata metadata,
      Origin origin,
      Placement placement,
      boolean adopt,
      String driver,
      List<Subnet> subnets,
      boolean internal,
      boolean ipv6,
      Map<String, String> options,
      Map<String, String> labels) {
    this(
        metadata,
        origin,
        placement,
        adopt,
        driver,
        subnets,
        internal,
        ipv6,
        options,
        labels,
        Protection.NONE);
  }

  @Override
  public ResourceId id() {
    return ResourceId.network(metadata.name());
  }

  /**
   * One address range, in CIDR notation.
   *
   * @param gateway the engine's choice when null
   * @param ipRange part of the subnet that containers get addresses from, or null for all of it
   */
  public record Subnet(String subnet, @Nullable String gateway, @Nullable String ipRange) {}
}
