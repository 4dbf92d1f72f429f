package dev.setpoint.target.lxd.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One thing as a server told it.
 *
 * @param json everything it said
 * @param etag what a write must name so that it changes nothing but this; it does not cover an
 *     instance's description and run state. Empty when the server gave none
 */
public record Entity(JsonNode json, String etag) {
  /** A copy to change and put back. */
  public ObjectNode copy() {
    return json.deepCopy() instanceof ObjectNode object
        ? object
        : JsonNodeFactory.instance.objectNode();
  }

  /** Configuration may hold secrets, so that it is not printed. */
  @Override
  public String toString() {
    return "Entity[etag=" + etag + "]";
  }
}
