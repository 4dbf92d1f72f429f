package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.docker.guard.LocalPolicy.Listed;
import java.util.Set;

/** Judges what networks and volumes are made from, and how containers are connected. */
final class ObjectRules {
  private static final Set<String> NETWORK_KEYS =
      Set.of(
          "Name",
          "CheckDuplicate",
          "Driver",
          "Internal",
          "EnableIPv4",
          "EnableIPv6",
          "Options",
          "Labels",
          "IPAM");
  private static final Set<String> VOLUME_KEYS = Set.of("Name", "Driver", "DriverOpts", "Labels");
  private static final Set<String> ENDPOINT_KEYS = Set.of("Aliases", "IPAMConfig", "MacAddress");

  private final Findings findings;
  private final Keys keys;
  private final HostPaths paths;
  private final NamespaceRules namespaces;

  ObjectRules(Findings findings, HostPaths paths, NamespaceRules namespaces) {
    this.findings = findings;
    this.keys = new Keys(findings);
    this.paths = paths;
    this.namespaces = namespaces;
  }

  /** The body of a new network. */
  void network(JsonNode body) {
    keys.only("", body, NETWORK_KEYS);
    String given = body.path("Driver").asText("");
    String driver = given.isEmpty() ? "bridge" : given;
    if (!findings.policy().allowed(Listed.NETWORK_DRIVERS).contains(driver)) {
      findings.refuse("Driver", driver, Listed.NETWORK_DRIVERS.key());
    }
    JsonNode ipam = body.path("IPAM");
    keys.only("IPAM", ipam, Set.of("Driver", "Config"));
    String addresses = ipam.path("Driver").asText("default");
    if (!addresses.equals("default")) {
      findings.never("IPAM.Driver", "is not the engine's own");
    }
  }

  /** The body of a new volume. */
  void volume(JsonNode body) {
    keys.only("", body, VOLUME_KEYS);
    new VolumeRules(findings, paths)
        .judge("DriverOpts", body.path("Driver").asText(""), body.path("DriverOpts"));
  }

  /** The body of a connect call. */
  void connect(String network, JsonNode body) {
    namespaces.network("network", network);
    keys.only("", body, Set.of("Container", "EndpointConfig"));
    endpoint(body.path("EndpointConfig"));
  }

  /** How a container stands on a network. */
  void endpoint(JsonNode endpoint) {
    keys.only("EndpointConfig", endpoint, ENDPOINT_KEYS);
    keys.only(
        "EndpointConfig.IPAMConfig",
        endpoint.path("IPAMConfig"),
        Set.of("IPv4Address", "IPv6Address", "LinkLocalIPs"));
  }
}
