package dev.setpoint.target.lxd.kind;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of resource on a server: its fields, how it is seen and how it is changed. Safe for many
 * threads. Whatever asks the server may throw {@link dev.setpoint.target.lxd.api.LxdException}.
 */
public interface ServerKind {
  /** Which one. */
  ResourceKind kind();

  /** How its fields are compared and corrected. */
  FieldTable table();

  /** The declared fields in normal form. Pure. */
  Description describe(Manifest manifest, ResourceInputs inputs);

  /** Why the policy of the machine does not allow it; empty when it does. Changes nothing. */
  default Optional<String> forbids(DesiredResource desired, ResourceInputs inputs) {
    return Optional.empty();
  }

  /**
   * What the server has of this kind in a place, in as few calls as can be.
   *
   * @param place the project, and for volumes the pool
   * @param only names to look at, or empty for everything there
   */
  List<Live> look(Place place, Set<String> only);

  /** Everywhere that a server has such things, for those that nobody declares any more. */
  default Set<Place> places() {
    return Set.of(Place.of("default"));
  }

  /** Where a declared one lives. */
  Place placeOf(Manifest manifest);

  /**
   * A live one in the terms of a declaration.
   *
   * @param id what it is looked at as
   * @param desired its declaration, or null when there is none (any more)
   */
  Present read(ResourceId id, Live live, @Nullable DesiredResource desired);

  /** Makes a correction. Everything that can fail is checked before the first destructive call. */
  Outcome apply(Correction correction, ApplyRequest request);

  /**
   * A place on a server.
   *
   * @param project such as {@code default}
   * @param pool storage pool of a volume; else empty
   */
  record Place(String project, String pool) {
    /** A place that is a project. */
    public static Place of(String project) {
      return new Place(project, "");
    }
  }
}
