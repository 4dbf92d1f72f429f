package dev.setpoint.target;

import dev.setpoint.manifest.ResourceId;
import java.util.Set;

/** A hint that something moved; never a fact to act on. */
public sealed interface TargetEvent {
  /**
   * Look at these resources now.
   *
   * @param ids resources concerned
   * @param settled whether the engine is done with what it was doing, so that the look need not
   *     wait for further events; false for the first events of a longer operation, such as the kill
   *     before a removal
   * @param what the engine's own word, such as {@code destroy}, for logs
   */
  record LookAt(Set<ResourceId> ids, boolean settled, String what) implements TargetEvent {
    public LookAt {
      ids = Set.copyOf(ids);
    }
  }

  /**
   * Look at everything now.
   *
   * @param why such as a re-opened event stream
   */
  record LookAtAll(String why) implements TargetEvent {}

  /**
   * The event stream is lost; it will be opened again.
   *
   * @param why the engine's error
   */
  record Lost(String why) implements TargetEvent {}
}
