package dev.setpoint.target.docker.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One line of the list of containers.
 *
 * @param name its name without the leading slash
 * @param networks names of the networks that it is on
 * @param ports where it is reached on its machine, while it runs
 */
public record ContainerSummary(
    String id,
    String name,
    String imageId,
    Map<String, String> labels,
    Set<String> networks,
    Set<HostPort> ports) {
  // Podman lists the ports of ended containers too.
  private static final Set<String> HOLDING_PORTS = Set.of("running", "paused", "restarting");

  public ContainerSummary {
    labels = Map.copyOf(labels);
    networks = Set.copyOf(networks);
    ports = Set.copyOf(ports);
  }

  /** Reads an element of {@code GET /containers/json}. */
  public static ContainerSummary of(JsonNode json) {
    var labels = new TreeMap<String, String>();
    json.path("Labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    var networks = new TreeSet<String>();
    json.path("NetworkSettings").path("Networks").fieldNames().forEachRemaining(networks::add);
    return new ContainerSummary(
        json.path("Id").asText(),
        ownName(json),
        json.path("ImageID").asText(),
        labels,
        networks,
        HOLDING_PORTS.contains(json.path("State").asText()) ? ports(json) : Set.of());
  }

  private static Set<HostPort> ports(JsonNode json) {
    var ports = new HashSet<HostPort>();
    for (JsonNode port : json.path("Ports")) {
      if (port.path("PublicPort").asInt() > 0) {
        ports.add(
            new HostPort(
                port.path("IP").asText(),
                port.path("PublicPort").asInt(),
                port.path("Type").asText("tcp")));
      }
    }
    return ports;
  }

  /** Links of old networks give a container names with further slashes; those are not its own. */
  private static String ownName(JsonNode json) {
    for (JsonNode name : json.path("Names")) {
      String text = name.asText();
      String bare = text.startsWith("/") ? text.substring(1) : text;
      if (bare.indexOf('/') < 0) {
        return bare;
      }
    }
    return "";
  }
}
