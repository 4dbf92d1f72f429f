package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import java.util.Optional;

/**
 * An answer in JSON: what was asked for, or the operation that was begun.
 *
 * @param envelope all of it
 * @param etag of what was asked for; empty when none was given
 */
record Answer(JsonNode envelope, String etag) {
  /** What was asked for; of an operation, the operation. */
  JsonNode metadata() {
    return envelope.path("metadata");
  }

  /** The operation that was begun; empty when everything is done already. */
  Optional<EntityPath> operation() {
    return envelope.path("type").asText().equals("async")
        ? EntityPath.parse(envelope.path("operation").asText(), EntityPath.DEFAULT_PROJECT)
            .filter(path -> path.type() == EntityType.OPERATION)
        : Optional.empty();
  }

  /** Configuration may hold secrets, so that it is not printed. */
  @Override
  public String toString() {
    return "Answer[etag=" + etag + "]";
  }
}
