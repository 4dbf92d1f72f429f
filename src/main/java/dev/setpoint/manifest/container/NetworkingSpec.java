package dev.setpoint.manifest.container;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the container is on networks.
 *
 * <pre>
 * networks:
 *   - {name: front, aliases: [www], ipv4: 10.20.0.9}
 * hostname: web1
 * extraHosts: {db.internal: 10.0.0.5}
 * dns: [10.0.0.2]
 * dnsSearch: [internal]
 * dnsOptions: [ndots:1]
 * </pre>
 *
 * @param mode {@code networkMode: bridge|host|none}; null when {@code networks} says it all, and
 *     the engine's default bridge when both are left out
 * @param networks user-defined networks, always the whole truth: a network nobody declared is
 *     disconnected
 */
public record NetworkingSpec(
    @Nullable String mode,
    List<Attachment> networks,
    @Nullable String hostname,
    Map<String, String> extraHosts,
    List<String> dns,
    List<String> dnsSearch,
    List<String> dnsOptions) {
  public NetworkingSpec {
    networks = List.copyOf(networks);
    extraHosts = Map.copyOf(extraHosts);
    dns = List.copyOf(dns);
    dnsSearch = List.copyOf(dnsSearch);
    dnsOptions = List.copyOf(dnsOptions);
  }

  /**
   * One network that the container is connected to.
   *
   * @param name network on the same target, declared or said to be external
   * @param aliases further names in the network's DNS
   * @param ipv4 fixed address, or null
   * @param ipv6 fixed address, or null
   */
  public record Attachment(
      String name, List<String> aliases, @Nullable String ipv4, @Nullable String ipv6) {
    public Attachment {
      aliases = List.copyOf(aliases);
    }
  }
}
