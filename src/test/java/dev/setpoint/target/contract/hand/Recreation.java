package dev.setpoint.target.contract.hand;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Removes an object and makes it again with the same name and labels, but not quite the same: what
 * people do who copy a command line, and what leaves no trace in a label or a hash.
 */
public final class Recreation {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private static final List<String> CONFIG =
      List.of(
          "Image",
          "Cmd",
          "Entrypoint",
          "User",
          "WorkingDir",
          "StopSignal",
          "StopTimeout",
          "Env",
          "Labels",
          "Hostname",
          "Healthcheck",
          "ExposedPorts");

  private static final List<String> HOST =
      List.of(
          "Memory",
          "MemoryReservation",
          "MemorySwap",
          "CpuShares",
          "NanoCpus",
          "CpusetCpus",
          "PidsLimit",
          "ShmSize",
          "RestartPolicy",
          "NetworkMode",
          "PortBindings",
          "Binds",
          "Mounts",
          "Tmpfs",
          "CapAdd",
          "CapDrop",
          "SecurityOpt",
          "Privileged",
          "ReadonlyRootfs",
          "Devices",
          "Sysctls",
          "Ulimits",
          "GroupAdd",
          "ExtraHosts",
          "Dns",
          "DnsSearch",
          "DnsOptions",
          "LogConfig",
          "Init");

  private Recreation() {}

  /** JSON that may be written with single quotes. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON object: " + text, e);
    }
  }

  /**
   * Makes a container again and starts it when it ran.
   *
   * @param patch what is different, laid over the body of the create call; null removes
   */
  public static void container(Hand hand, String name, ObjectNode patch) {
    JsonNode inspect = hand.container(name);
    ObjectNode body = body(inspect);
    lay(body, patch);
    hand.remove(name);
    hand.create(name, body);
    connectOthers(hand, name, inspect, body);
    if (inspect.path("State").path("Running").asBoolean()) {
      hand.start(name);
    }
  }

  /** The body of a create call that would make this container again. */
  public static ObjectNode body(JsonNode inspect) {
    ObjectNode body = some(inspect.path("Config"), CONFIG);
    if (inspect.path("Id").asText().startsWith(body.path("Hostname").asText("-"))) {
      body.remove("Hostname");
    }
    ObjectNode host = some(inspect.path("HostConfig"), HOST);
    body.set("HostConfig", host);
    // Podman reports limits by another name than it takes them.
    for (JsonNode limit : host.path("Ulimits")) {
      String limited = limit.path("Name").asText().toLowerCase(Locale.ROOT);
      ((ObjectNode) limit).put("Name", limited.replace("rlimit_", ""));
    }
    String first = host.path("NetworkMode").asText();
    JsonNode endpoint = inspect.path("NetworkSettings").path("Networks").path(first);
    if (!first.equals("bridge") && endpoint.isObject()) {
      body.putObject("NetworkingConfig")
          .putObject("EndpointsConfig")
          .set(first, endpoint(inspect, endpoint));
    }
    return body;
  }

  /** Makes a network again, with this laid over the body of the create call. */
  public static void network(Hand hand, String name, ObjectNode patch) {
    JsonNode inspect = hand.network(name);
    List<String> kept =
        List.of("Name", "Driver", "Internal", "EnableIPv6", "IPAM", "Options", "Labels");
    ObjectNode body = some(inspect, kept);
    lay(body, patch);
    hand.removeNetwork(name);
    hand.createNetwork(body);
  }

  /** Makes a volume again, with this laid over the body of the create call. */
  public static void volume(Hand hand, String name, ObjectNode patch) {
    JsonNode inspect = hand.volume(name);
    ObjectNode body = some(inspect, List.of("Name", "Driver", "Labels"));
    if (inspect.path("Options").isObject()) {
      body.set("DriverOpts", inspect.path("Options"));
    }
    lay(body, patch);
    hand.removeVolume(name);
    hand.createVolume(body);
  }

  private static ObjectNode some(JsonNode whole, List<String> keys) {
    ObjectNode some = JSON.createObjectNode();
    for (String key : keys) {
      JsonNode value = whole.path(key);
      if (value.isValueNode() ? !value.isNull() : value.isContainerNode()) {
        some.set(key, value.deepCopy());
      }
    }
    return some;
  }

  private static ObjectNode endpoint(JsonNode inspect, JsonNode endpoint) {
    ObjectNode body = JSON.createObjectNode();
    if (endpoint.path("IPAMConfig").isObject()) {
      body.set("IPAMConfig", endpoint.path("IPAMConfig"));
    }
    var aliases = body.putArray("Aliases");
    for (JsonNode alias : endpoint.path("Aliases")) {
      if (!inspect.path("Id").asText().startsWith(alias.asText())) {
        aliases.add(alias.asText());
      }
    }
    return body;
  }

  private static void connectOthers(Hand hand, String name, JsonNode inspect, ObjectNode made) {
    String first = made.path("HostConfig").path("NetworkMode").asText();
    for (var network : inspect.path("NetworkSettings").path("Networks").properties()) {
      boolean isMade =
          network.getKey().equals(first)
              || first.equals("bridge")
              || first.equals("default")
              || first.equals("host")
              || first.equals("none");
      if (!isMade) {
        ObjectNode body = JSON.createObjectNode().put("Container", name);
        body.set("EndpointConfig", endpoint(inspect, network.getValue()));
        hand.connect(network.getKey(), body);
      }
    }
  }

  /** A merge patch: objects are merged, everything else replaces, null removes. */
  private static void lay(ObjectNode body, ObjectNode patch) {
    for (var entry : patch.properties()) {
      JsonNode there = body.path(entry.getKey());
      if (entry.getValue().isNull()) {
        body.remove(entry.getKey());
      } else if (entry.getValue() instanceof ObjectNode inner && there instanceof ObjectNode old) {
        lay(old, inner);
      } else {
        body.set(entry.getKey(), entry.getValue());
      }
    }
  }
}
