package dev.setpoint.target.lxd.instance.ground;

import dev.setpoint.target.lxd.api.LxdException;
import java.time.Instant;
import java.util.List;

/**
 * Waits for an instance that the server itself is still busy with, such as one whose processes have
 * just ended: servers refuse changes of it for that time.
 */
public final class Busy {
  /** The second one is said when another write to the same instance was under way. */
  private static final List<String> BUSY =
      List.of("busy running", "matching non-reusable operation");

  private Busy() {}

  /** Makes a call, and again while the server says that the instance is busy. */
  public static void wait(Ground ground, Runnable call) {
    Instant deadline = ground.clock().instant().plus(ground.limits().grace());
    while (true) {
      try {
        call.run();
        return;
      } catch (LxdException e) {
        boolean busy = BUSY.stream().anyMatch(String.valueOf(e.getMessage())::contains);
        if (!busy || !ground.clock().instant().isBefore(deadline)) {
          throw e;
        }
      }
      pause(ground);
    }
  }

  private static void pause(Ground ground) {
    try {
      ground.pause().pause(ground.limits().poll());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LxdException(
          LxdException.Kind.TIMEOUT, "", 0, "we are being stopped while the server is busy", e);
    }
  }
}
