package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One difference between desired and observed state. */
public sealed interface Drift {
  /** The resource that differs. */
  ResourceId id();

  /** Who moved. */
  Cause cause();

  /** It is declared and not there. */
  record Missing(ResourceId id, Cause cause, List<EngineObject> leftovers) implements Drift {
    public Missing {
      leftovers = List.copyOf(leftovers);
    }
  }

  /**
   * It is there, but fields differ.
   *
   * @param fields the differences, sorted by path; empty when only leftovers or ownership matter
   */
  record Changed(ResourceId id, Cause cause, EngineObject object, List<FieldDrift> fields)
      implements Drift {
    public Changed {
      fields = List.copyOf(fields);
    }
  }

  /**
   * It is there, ours, and not declared (any more), or declared absent.
   *
   * @param provablyOurs whether mark and record agree, so that it may be pruned
   */
  record Orphaned(ResourceId id, Cause cause, EngineObject object, boolean provablyOurs)
      implements Drift {}

  /**
   * Something that is not ours stands under its name.
   *
   * @param onceOurs whether our record says that the name was ours, so that it may be set aside
   * @param why a sentence for people
   */
  record Conflicting(ResourceId id, Cause cause, EngineObject object, boolean onceOurs, String why)
      implements Drift {}

  /**
   * One field that differs.
   *
   * @param path such as {@code spec.env.GREETING}
   * @param desired what is declared, or null when nothing is and so nothing should be there
   * @param applied what was last applied, or null
   * @param observed what is there, or null when it is not
   * @param remedy what corrects it
   * @param group class of field, for metrics
   */
  record FieldDrift(
      String path,
      @Nullable FieldValue desired,
      @Nullable FieldValue applied,
      @Nullable FieldValue observed,
      Cause cause,
      Remedy remedy,
      String group) {
    /** {@code spec.memory: 64Mi, found 32Mi}. */
    @Override
    public String toString() {
      return "%s: %s, found %s"
          .formatted(
              path, desired == null ? "nothing" : desired, observed == null ? "nothing" : observed);
    }
  }
}
