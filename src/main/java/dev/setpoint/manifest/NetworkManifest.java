package dev.setpoint.manifest;

import dev.setpoint.manifest.instance.ServerNetwork;
import dev.setpoint.manifest.instance.ServerSpec;
import dev.setpoint.manifest.node.TargetFamily;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A network of an engine, or of an LXD or Incus server.
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
 * or, on a server:
 *
 * <pre>
 *   target: lxd
 *   driver: bridge
 *   config: {ipv4.address: 10.20.0.1/24, ipv4.nat: true}
 *   acls: [{name: web, ingress: [{action: allow, protocol: tcp, destinationPort: "443"}]}]
 *   forwards: [{listen: 192.0.2.7, ports: [{protocol: tcp, listen: "80", target: 10.20.0.9}]}]
 * </pre>
 *
 * @param adopt take over an existing network of this name
 * @param driver network driver; {@code bridge} unless said otherwise
 * @param subnets address ranges; empty leaves the choice to the engine
 * @param server what only LXD and Incus know of it
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
    Protection protection,
    ServerNetwork server)
    implements Manifest {
  public NetworkManifest {
    subnets = List.copyOf(subnets);
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }

  /** One of an engine. */
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
      Map<String, String> labels,
      Protection protection) {
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
        protection,
        ServerNetwork.NONE);
  }

  /** One of an engine, without protection. */
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

  @Override
  public SortedSet<ResourceId> uses() {
    var uses = new TreeSet<ResourceId>();
    if (!server.project().equals(ServerSpec.DEFAULT_PROJECT)) {
      uses.add(new ResourceId(ResourceKind.PROJECT, server.project()));
    }
    return uses;
  }

  @Override
  public List<TargetFamily> families() {
    if (!server.equals(ServerNetwork.NONE)) {
      return List.of(TargetFamily.SERVER);
    }
    boolean isOfEngine =
        !subnets.isEmpty() || internal || ipv6 || !options.isEmpty() || !labels.isEmpty();
    return isOfEngine ? List.of(TargetFamily.ENGINE) : id().kind().families();
  }

  /**
   * One address range, in CIDR notation.
   *
   * @param gateway the engine's choice when null
   * @param ipRange part of the subnet that containers get addresses from, or null for all of it
   */
  public record Subnet(String subnet, @Nullable String gateway, @Nullable String ipRange) {}
}
