package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.DesiredResource.Presence;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.field.FieldsDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which resources were found clean and on what grounds, so that a pass that meets the
 * same grounds again need not compare their fields. A value: a detection takes one and gives the
 * next. Holds for one run of the program, since it does not remember the field tables.
 */
public final class UnchangedIndex {
  private static final UnchangedIndex EMPTY = new UnchangedIndex(Map.of());

  private final Map<ResourceId, Grounds> byId;

  private UnchangedIndex(Map<ResourceId, Grounds> byId) {
    this.byId = byId;
  }

  /** Nothing is known. */
  public static UnchangedIndex empty() {
    return EMPTY;
  }

  /** How many resources are known to be clean. */
  public int size() {
    return byId.size();
  }

  boolean isClean(DesiredResource desired, Present present, @Nullable AppliedRecord record) {
    Grounds grounds = byId.get(present.id());
    return grounds != null && record != null && grounds.hold(desired, present, record);
  }

  /** Collects what a detection finds clean; copies only when something is new. */
  static final class Next {
    private final UnchangedIndex before;
    private @Nullable Map<ResourceId, Grounds> changed;

    Next(UnchangedIndex before) {
      this.before = before;
    }

    void clean(DesiredResource desired, Present present, AppliedRecord record) {
      changed().put(present.id(), Grounds.of(desired, present, record));
    }

    void notClean(ResourceId id) {
      if ((changed == null ? before.byId : changed).containsKey(id)) {
        changed().remove(id);
      }
    }

    UnchangedIndex index() {
      return changed == null ? before : new UnchangedIndex(changed);
    }

    private Map<ResourceId, Grounds> changed() {
      Map<ResourceId, Grounds> map = changed;
      if (map == null) {
        map = new HashMap<>(before.byId);
        changed = map;
      }
      return map;
    }
  }

  /** Everything that a clean verdict rests on. */
  private record Grounds(
      FieldsDigest spec,
      FieldsDigest live,
      FieldsDigest inherited,
      FieldsDigest applied,
      String engineId,
      String recordedId,
      @Nullable OwnerMark mark,
      List<String> ignored) {
    static Grounds of(DesiredResource desired, Present present, AppliedRecord record) {
      return new Grounds(
          desired.specDigest(),
          present.live().digest(),
          present.inherited().digest(),
          record.specDigest(),
          present.object().engineId(),
          record.object().engineId(),
          present.owner(),
          desired.ignored());
    }

    boolean hold(DesiredResource desired, Present present, AppliedRecord record) {
      return live.equals(present.live().digest())
          && spec.equals(desired.specDigest())
          && inherited.equals(present.inherited().digest())
          && applied.equals(record.specDigest())
          && engineId.equals(present.object().engineId())
          && recordedId.equals(record.object().engineId())
          && present.leftovers().isEmpty()
          && desired.presence() == Presence.PRESENT
          && ignored.equals(desired.ignored())
          && Objects.equals(mark, present.owner());
    }
  }
}
