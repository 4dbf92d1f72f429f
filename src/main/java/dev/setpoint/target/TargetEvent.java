package dev.setpoint.target;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Culprit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * @param culprit who did it where the engine tells and it was not ourselves, else null
   */
  record LookAt(Set<ResourceId> ids, boolean settled, String what, @Nullable Culprit culprit)
      implements TargetEvent {
    public LookAt {
      ids = Set.copyOf(ids);
    }

    /** Nobody knows by whom. */
    public LookAt(Set<ResourceId> ids, boolean settled, String what) {
      this(ids, settled, what, null);
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
