package dev.setpoint.controller;

import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a controller must not forget when it stops. Every change is durable before the call returns,
 * or throws {@link dev.setpoint.audit.Trail.TrailUnavailableException}. Safe for many threads.
 */
public interface ControllerState {
  /** Suspensions of a node, oldest first; also those whose time is over. */
  List<Suspension> suspensions(String node);

  /** Keeps a suspension; it takes the place of an earlier one of the same resource. */
  void suspend(String node, Suspension suspension);

  /**
   * Forgets the suspension of a resource, or with null that of the whole node.
   *
   * @return false when there was none
   */
  boolean resume(String node, @Nullable ResourceId resource);

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
