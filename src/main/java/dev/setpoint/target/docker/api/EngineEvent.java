package dev.setpoint.target.docker.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * One event of an engine.
 *
 * @param type {@code container}, {@code network}, {@code volume}, {@code image} …
 * @param action what happened, such as {@code die} or {@code health_status: healthy}
 * @param actorId id of the object that it happened to
 * @param attributes what the engine tells of it
 */
public record EngineEvent(
    String type, String action, String actorId, Map<String, String> attributes) {
  /**
   * Attribute under which Podman's verdict of a health check is put, which it tells beside them.
   */
  public static final String VERDICT = "healthStatus";

  public EngineEvent {
    attributes = Map.copyOf(attributes);
  }

  /** Reads one line of {@code GET /events}. */
  public static EngineEvent of(JsonNode json) {
    var attributes = new TreeMap<String, String>();
    json.path("Actor")
        .path("Attributes")
        .properties()
        .forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
    String verdict = json.path("HealthStatus").asText();
    if (!verdict.isEmpty()) {
      attributes.put(VERDICT, verdict);
    }
    return new EngineEvent(
        json.path("Type").asText(),
        json.path("Action").asText(),
        json.path("Actor").path("ID").asText(),
        attributes);
  }
}
