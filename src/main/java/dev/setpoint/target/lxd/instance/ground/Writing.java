package dev.setpoint.target.lxd.instance.ground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes to an instance so that nothing of it is lost: it is read, changed and put back as a whole,
 * on condition that nobody wrote to it meanwhile; else that is done again.
 */
public record Writing(Ground ground) {
  /** What a write puts back; the server leaves the rest alone. */
  private static final List<String> WRITTEN =
      List.of("architecture", "config", "description", "devices", "ephemeral", "profiles");

  /** Of this ground. */
  public static Writing of(Ground ground) {
    return new Writing(ground);
  }

  /**
   * Writes.
   *
   * @param change made on the body; called again for each try
   * @return whether there was anything to write
   */
  public boolean write(EntityPath path, Consumer<ObjectNode> change) {
    for (int left = ground.limits().writes(); ; left--) {
      Entity now = ground.server().get(path);
      ObjectNode before = body(now.json());
      ObjectNode body = before.deepCopy();
      change.accept(body);
      if (body.equals(before)) {
        return false;
      }
      try {
        Busy.wait(ground, () -> ground.server().put(path, body, now.etag()));
        return true;
      } catch (LxdException e) {
        if (e.kind() != LxdException.Kind.PRECONDITION || left == 1) {
          throw e;
        }
      }
    }
  }

  /** What a write puts back. */
  public static ObjectNode body(JsonNode instance) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (String field : WRITTEN) {
      if (instance.has(field)) {
        body.set(field, instance.get(field).deepCopy());
      }
    }
    return body;
  }

  /** The object of a field; made when there is none. */
  public static ObjectNode object(ObjectNode body, String field) {
    return body.get(field) instanceof ObjectNode object ? object : body.putObject(field);
  }
}
