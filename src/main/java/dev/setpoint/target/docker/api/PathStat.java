package dev.setpoint.target.docker.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an engine tells of a file without reading it.
 *
 * @param size bytes
 * @param mode the engine's own mode number; only compared with itself
 * @param modified the engine's time text; only compared with itself
 */
public record PathStat(long size, long mode, String modified) {
  /** Reads the header {@code X-Docker-Container-Path-Stat}, already decoded. */
  public static PathStat of(JsonNode json) {
    return new PathStat(
        json.path("size").asLong(), json.path("mode").asLong(), json.path("mtime").asText());
  }
}
