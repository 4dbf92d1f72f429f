package dev.setpoint.target.lxd.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import java.util.function.Consumer;

/** Changes what is there without losing what others write at the same time. */
public final class Writes {
  private static final int TRIES = 3;

  private Writes() {}

  /**
   * Reads, changes, writes; reads again when somebody wrote in between.
   *
   * @throws LxdException of kind PRECONDITION when others keep writing
   */
  public static void change(Server server, EntityPath path, Consumer<ObjectNode> change) {
    for (int left = TRIES; ; left--) {
      Entity read = server.get(path);
      ObjectNode body = read.copy();
      change.accept(body);
      if (body.equals(read.json())) {
        return;
      }
      try {
        server.put(path, body, read.etag());
        return;
      } catch (LxdException e) {
        if (left == 1 || !isPassing(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * Whether the next try may well succeed. Incus 6.0 lists the interfaces of the whole machine when
   * it changes a bridge, and fails when one goes while it looks; the change is undone then.
   */
  private static boolean isPassing(LxdException e) {
    String words = String.valueOf(e.getMessage());
    return e.kind() == LxdException.Kind.PRECONDITION
        || (words.contains("link show") && words.contains("does not exist"));
  }
}
