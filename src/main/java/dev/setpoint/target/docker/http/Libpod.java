package dev.setpoint.target.docker.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.docker.api.EngineJson;
import dev.setpoint.target.docker.api.EngineLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.Request;

/** Podman's own API, for what its compatible one does not do. */
final class Libpod {
  private static final String ROOT = "/v4.0.0/libpod";

  private final HttpCalls calls;
  private final Sender sender;
  private final EngineLimits limits;

  /**
   * The API at the same address.
   *
   * @param sender makes calls
   */
  Libpod(HttpCalls calls, Sender sender, EngineLimits limits) {
    this.calls = calls;
    this.sender = sender;
    this.limits = limits;
  }

  /** Makes a call within a time and gives the body of its answer. */
  @FunctionalInterface
  interface Sender {
    /** Makes it. */
    byte[] send(Request.Builder request, Duration within);
  }

  /** The name of a network by its id: the compatible API calls the default one bridge. */
  String networkOf(String id) {
    for (JsonNode network : get("/networks/json", limits.call())) {
      if (network.path("id").asText().equals(id)) {
        return network.path("name").asText();
      }
    }
    return "podman";
  }

  /** What a container gets that asks for no more and no less. */
  Set<String> capabilities() {
    var names = new TreeSet<String>();
    JsonNode security = get("/info", limits.call()).path("host").path("security");
    for (String name : security.path("capabilities").asText().split(",")) {
      if (!name.isBlank()) {
        names.add(name.strip().replaceFirst("^CAP_", ""));
      }
    }
    return Set.copyOf(names);
  }

  /** Runs a check and tells how it went. */
  boolean isHealthy(String container) {
    JsonNode result = get("/containers/" + container + "/healthcheck", limits.slowCall());
    return result.path("Status").asText().equals("healthy");
  }

  /** Changes a running process; restart policies are fixed in this API too. */
  void update(String container, JsonNode limitsOfDocker) {
    Request.Builder request =
        calls.request(ROOT + "/containers/" + container + "/update", Map.of());
    sender.send(request.post(HttpCalls.json(PodmanLimits.of(limitsOfDocker))), limits.slowCall());
  }

  private JsonNode get(String path, Duration within) {
    return EngineJson.parse(sender.send(calls.request(ROOT + path, Map.of()).get(), within));
  }
}
