package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.FieldsDigest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Our own record of a resource: what was last applied and to which object. With the mark on the
 * object it proves ownership; without it a name was never ours.
 *
 * @param target target that holds it
 * @param object the object it was applied to
 * @param applied the declared fields as they were last applied
 * @param revisionId the revision they came from
 * @param deleteOnRemove whether a volume may be deleted once its manifest is gone
 * @param completed whether a one-shot has exited 0 under these fields
 * @param known paths of all fields that could be declared when these were applied, of a one-shot
 *     only; a path covers everything below it
 */
public record AppliedRecord(
    ResourceId id,
    String target,
    EngineObject object,
    Fields applied,
    String revisionId,
    boolean deleteOnRemove,
    boolean completed,
    Set<String> known) {
  public AppliedRecord {
    known = Set.copyOf(known);
  }

  /** Digest of what was last applied. */
  public FieldsDigest specDigest() {
    return applied.digest();
  }

  /**
   * Whether it is a job that has run to its end as declared now. Where another version of Setpoint
   * applied it, only fields that both know count: to know more is no reason to run it again.
   */
  public boolean isDone(DesiredResource desired) {
    return desired.presence() == DesiredResource.Presence.ONE_SHOT
        && completed
        && (specDigest().equals(desired.specDigest()) || isSameAsFarAsKnown(desired));
  }

  private boolean isSameAsFarAsKnown(DesiredResource desired) {
    return !known.isEmpty()
        && !known.equals(desired.known())
        && shared(applied, desired).equals(shared(desired.fields(), desired));
  }

  private Fields shared(Fields fields, DesiredResource desired) {
    var shared = new TreeMap<>(fields.byPath());
    shared
        .keySet()
        .removeIf(path -> !Paths.isCovered(path, known) || !Paths.isCovered(path, desired.known()));
    return Fields.of(shared);
  }

  /** Reads records by id. */
  @FunctionalInterface
  public interface Lookup {
    /** The record of a resource, if it ever was ours. */
    Optional<AppliedRecord> find(ResourceId id);
  }
}
