package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.FieldsDigest;
import java.util.Optional;

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
 */
public record AppliedRecord(
    ResourceId id,
    String target,
    EngineObject object,
    Fields applied,
    String revisionId,
    boolean deleteOnRemove,
    boolean completed) {
  /** Digest of what was last applied. */
  public FieldsDigest specDigest() {
    return applied.digest();
  }

  /** Reads records by id. */
  @FunctionalInterface
  public interface Lookup {
    /** The record of a resource, if it ever was ours. */
    Optional<AppliedRecord> find(ResourceId id);
  }
}
