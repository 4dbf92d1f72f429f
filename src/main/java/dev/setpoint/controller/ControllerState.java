package dev.setpoint.controller;

import dev.setpoint.controller.wish.SuspensionBook;
import dev.setpoint.manifest.Revision;
import java.time.Instant;
import java.util.Optional;

/**
 * What a controller must not forget when it stops. Every change is durable before the call returns,
 * or throws {@link dev.setpoint.audit.Trail.TrailUnavailableException}. Safe for many threads.
 */
public interface ControllerState extends SuspensionBook {
  /** The highest generation ever taken for a node; 0 when none was. */
  long lastGeneration(String node);

  /**
   * Takes the next generation of a node: one more than the last one. It is never given again, also
   * after a restart, and also when nothing was issued under it.
   */
  long nextGeneration(String node);

  /** The revision in force, if there ever was one. */
  Optional<Accepted> accepted();

  /** Puts a revision in force. */
  void accept(Accepted accepted);

  /**
   * The revision in force.
   *
   * @param url repository it came from, without credentials
   * @param at when it was taken
   */
  record Accepted(String url, Revision revision, Instant at) {}
}
