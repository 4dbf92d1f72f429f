package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One resource as it was seen. */
public sealed interface ObservedResource {
  /** The resource that was looked for. */
  ResourceId id();

  /**
   * An object of its name is there.
   *
   * @param object the engine's object
   * @param owner who marked it, or null when it carries no mark
   * @param live its fields in the terms of the declaration, as far as the target reads them
   * @param inherited what the image or the engine brings along by itself, for the same paths
   * @param condition how it runs
   * @param leftovers further objects marked as this resource under other names: what an interrupted
   *     correction left
   * @param remedies fields that, as this very object stands, are corrected in another way than the
   *     target's table says; a path covers everything below it
   */
  record Present(
      ResourceId id,
      EngineObject object,
      @Nullable OwnerMark owner,
      Fields live,
      Fields inherited,
      Condition condition,
      List<EngineObject> leftovers,
      Map<String, FieldTable.Remedy> remedies)
      implements ObservedResource {
    public Present {
      leftovers = List.copyOf(leftovers);
      remedies = Map.copyOf(remedies);
    }

    /** An object that is corrected as the target's table says. */
    public Present(
        ResourceId id,
        EngineObject object,
        @Nullable OwnerMark owner,
        Fields live,
        Fields inherited,
        Condition condition,
        List<EngineObject> leftovers) {
      this(id, object, owner, live, inherited, condition, leftovers, Map.of());
    }

    /** The same object, some of whose fields are corrected in another way. */
    public Present correctedBy(Map<String, FieldTable.Remedy> others) {
      return new Present(id, object, owner, live, inherited, condition, leftovers, others);
    }
  }

  /** The engine says that no object of its name is there. */
  record Absent(ResourceId id, List<EngineObject> leftovers) implements ObservedResource {
    public Absent {
      leftovers = List.copyOf(leftovers);
    }
  }

  /**
   * Nobody can tell; never to be taken for absent.
   *
   * @param reason a sentence for people
   */
  record Unknown(ResourceId id, String reason) implements ObservedResource {}

  /**
   * An object of an engine.
   *
   * @param engineId the engine's own id, which is never used twice
   * @param name its name there
   */
  record EngineObject(String engineId, String name) {}

  /**
   * The labels by which Setpoint knows its own.
   *
   * @param owner id of the installation that made it
   * @param node node it was made for
   * @param resource what it is
   * @param specDigest digest of the declaration it was made from
   */
  record OwnerMark(String owner, String node, ResourceId resource, String specDigest) {}

  /**
   * How it runs.
   *
   * @param running whether its process lives; true for networks and volumes
   * @param health what its own health check says
   * @param exitCode of the last run, when it is not running and has run; else null
   * @param since the engine's time of the last start or stop, as text, or null
   */
  record Condition(
      boolean running, Health health, @Nullable Integer exitCode, @Nullable String since) {
    /** Something that has no process. */
    public static Condition still() {
      return new Condition(true, Health.NONE, null, null);
    }
  }

  /** The verdict of the workload's own check. */
  enum Health {
    /** It has no check. */
    NONE,
    STARTING,
    HEALTHY,
    UNHEALTHY
  }
}
