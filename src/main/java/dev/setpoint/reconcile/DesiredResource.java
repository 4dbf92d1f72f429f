package dev.setpoint.reconcile;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.FieldsDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One resource as it should be on one node.
 *
 * @param manifest what git says
 * @param target name of the target that holds it
 * @param fields the declared fields, normalised by that target; their digest is the spec digest
 * @param remedies fields whose remedy differs from the target's table, such as a file with its own
 *     {@code onChange}; a path covers everything below it
 * @param presence whether it should exist
 * @param needs what must be there first
 * @param mode what may be done about it
 * @param ignored paths that are never drift; a path covers everything below it
 * @param known paths of all fields that can be declared on that target, of a one-shot only
 */
public record DesiredResource(
    Manifest manifest,
    String target,
    Fields fields,
    Map<String, FieldTable.Remedy> remedies,
    Presence presence,
    List<Need> needs,
    Mode mode,
    List<String> ignored,
    Set<String> known) {
  public DesiredResource {
    remedies = Map.copyOf(remedies);
    needs = List.copyOf(needs);
    ignored = List.copyOf(ignored);
    known = Set.copyOf(known);
  }

  /** Its id. */
  public ResourceId id() {
    return manifest.id();
  }

  /** Digest of everything declared; equal digests mean that git wants the same. */
  public FieldsDigest specDigest() {
    return fields.digest();
  }

  /** Whether a resource should exist, and of what sort it is. */
  public enum Presence {
    /** It should be there. */
    PRESENT,
    /** It should be there once; when it has completed as declared it is done. */
    ONE_SHOT,
    /** It should not be there. */
    ABSENT
  }

  /**
   * Something that must have reached a state before this resource is created, started or replaced.
   *
   * @param id resource on the same node
   * @param until what it must have reached
   */
  public record Need(ResourceId id, Until until) {
    /** State of a needed resource. */
    public enum Until {
      EXISTS,
      STARTED,
      HEALTHY,
      COMPLETED
    }
  }
}
