package dev.setpoint.target.docker.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * A container that only exists as the answer to an inspection. What its command does, {@link
 * SimulatedCommand} guesses; a health check whose command is {@code false} fails. Guarded by the
 * engine's lock.
 */
final class SimulatedContainer {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final ObjectNode inspect;
  private final SimulatedFiles files;

  SimulatedContainer(
      String id, String name, JsonNode image, ObjectNode body, SimulatedVolumes volumes) {
    inspect = JSON.objectNode();
    inspect.put("Id", id);
    inspect.put("Image", image.path("Id").asText());
    inspect.put("RestartCount", 0);
    rename(name);
    ObjectNode config = body.deepCopy();
    config.remove("HostConfig");
    config.remove("NetworkingConfig");
    inherit(config, image.path("Config"));
    if (!config.hasNonNull("Hostname")) {
      config.put("Hostname", id.substring(0, 12));
    }
    inspect.set("Config", config);
    JsonNode host = body.path("HostConfig");
    inspect.set("HostConfig", host.isObject() ? host.deepCopy() : JSON.objectNode());
    ObjectNode networks = JSON.objectNode();
    inspect.putObject("NetworkSettings").set("Networks", networks);
    mounts(image.path("Config"), id);
    files = new SimulatedFiles(inspect.path("Mounts"), volumes);
    state("created", false, 0, NEVER, NEVER);
    String mode = host().path("NetworkMode").asText("bridge");
    connect(mode, body.path("NetworkingConfig").path("EndpointsConfig").path(mode));
  }

  private static void inherit(ObjectNode config, JsonNode image) {
    var env = new LinkedHashMap<String, String>();
    image.path("Env").forEach(line -> put(env, line.asText()));
    config.path("Env").forEach(line -> put(env, line.asText()));
    ArrayNode merged = JSON.arrayNode();
    env.forEach((key, value) -> merged.add(key + "=" + value));
    config.set("Env", merged);
    ObjectNode labels = JSON.objectNode();
    image
        .path("Labels")
        .properties()
        .forEach(label -> labels.set(label.getKey(), label.getValue()));
    config
        .path("Labels")
        .properties()
        .forEach(label -> labels.set(label.getKey(), label.getValue()));
    config.set("Labels", labels);
    if (!config.has("Cmd") && !config.has("Entrypoint")) {
      config.set("Cmd", image.path("Cmd").isArray() ? image.path("Cmd") : JSON.nullNode());
    }
    for (String field : new String[] {"Entrypoint", "User", "WorkingDir", "Healthcheck"}) {
      if (!config.has(field) && image.has(field)) {
        config.set(field, image.path(field));
      }
    }
  }

  private static void put(Map<String, String> env, String line) {
    int cut = line.indexOf('=');
    env.put(line.substring(0, cut < 0 ? line.length() : cut), line.substring(cut + 1));
  }

  private void mounts(JsonNode image, String id) {
    ArrayNode mounts = inspect.putArray("Mounts");
    var paths = new LinkedHashSet<String>();
    for (JsonNode mount : host().path("Mounts")) {
      String type = mount.path("Type").asText();
      paths.add(mount.path("Target").asText());
      mounts
          .addObject()
          .put("Type", type)
          .put(type.equals("volume") ? "Name" : "Source", mount.path("Source").asText())
          .put("Destination", mount.path("Target").asText())
          .put("RW", !mount.path("ReadOnly").asBoolean());
    }
    image
        .path("Volumes")
        .fieldNames()
        .forEachRemaining(path -> {
          if (!paths.contains(path)) {
            mounts
                .addObject()
                .put("Type", "volume")
                .put("Name", SimulatedIds.digest(id + path))
                .put("Destination", path)
                .put("RW", true);
          }
        });
  }

  JsonNode inspect() {
    return inspect.deepCopy();
  }

  String id() {
    return inspect.path("Id").asText();
  }

  String name() {
    return inspect.path("Name").asText().substring(1);
  }

  ObjectNode summary() {
    ObjectNode summary = JSON.objectNode();
    summary.put("Id", id());
    summary.putArray("Names").add("/" + name());
    summary.put("ImageID", inspect.path("Image").asText());
    summary.set("Labels", inspect.path("Config").path("Labels"));
    summary.putObject("NetworkSettings").set("Networks", networks());
    summary.set("State", inspect.path("State").path("Status"));
    ports(summary.putArray("Ports"));
    return summary;
  }

  private void ports(ArrayNode ports) {
    for (var binding : host().path("PortBindings").properties()) {
      for (JsonNode where : binding.getValue()) {
        ports
            .addObject()
            .put("IP", where.path("HostIp").asText())
            .put("PublicPort", where.path("HostPort").asInt())
            .put("Type", binding.getKey().substring(binding.getKey().indexOf('/') + 1));
      }
    }
  }

  void rename(String name) {
    inspect.put("Name", "/" + name);
  }

  ObjectNode host() {
    return (ObjectNode) inspect.path("HostConfig");
  }

  ObjectNode networks() {
    return (ObjectNode) inspect.path("NetworkSettings").path("Networks");
  }

  void connect(String network, JsonNode endpoint) {
    ObjectNode there = networks().putObject(network);
    ArrayNode aliases = there.putArray("Aliases");
    endpoint.path("Aliases").forEach(alias -> aliases.add(alias.asText()));
    if (!network.equals("bridge")) {
      aliases.add(id().substring(0, 12));
    }
    if (endpoint.path("IPAMConfig").isObject()) {
      there.set("IPAMConfig", endpoint.path("IPAMConfig"));
    }
  }

  boolean isRunning() {
    return inspect.path("State").path("Running").asBoolean();
  }

  void start(Instant now) {
    String started = now.toString();
    var end = SimulatedCommand.endOf(inspect.path("Config").path("Cmd"));
    if (end.isPresent()) {
      state("exited", false, end.getAsInt(), started, started);
    } else {
      state("running", true, 0, started, NEVER);
    }
  }

  void stop(Instant now) {
    if (isRunning()) {
      String started = inspect.path("State").path("StartedAt").asText();
      state("exited", false, 0, started, now.toString());
    }
  }

  void pause() {
    ((ObjectNode) inspect.path("State")).put("Status", "paused").put("Paused", true);
  }

  private void state(String word, boolean running, int exit, String started, String finished) {
    ObjectNode state = inspect.putObject("State");
    state.put("Status", word).put("Running", running).put("Paused", false);
    state.put("ExitCode", exit).put("StartedAt", started).put("FinishedAt", finished);
    JsonNode test = inspect.path("Config").path("Healthcheck").path("Test");
    if (running && !test.isEmpty()) {
      boolean fails = test.path(1).asText().equals("false");
      state.putObject("Health").put("Status", fails ? "unhealthy" : "healthy");
    }
  }

  SimulatedFiles files() {
    return files;
  }
}
