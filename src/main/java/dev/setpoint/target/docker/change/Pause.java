package dev.setpoint.target.docker.change;

import java.time.Duration;

/** Waits; replaced in tests, which have their own time. */
@FunctionalInterface
public interface Pause {
  /** Waits for this long. */
  void pause(Duration duration) throws InterruptedException;
}
