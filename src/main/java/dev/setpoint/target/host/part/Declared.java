package dev.setpoint.target.host.part;

import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.field.Fields;

/**
 * A declared thing of the machine.
 *
 * @param part what git says
 * @param fields the same in normal form
 */
public record Declared(Part part, Fields fields) {
  /** A desired resource in these terms. */
  public static Declared of(DesiredResource resource) {
    if (resource.manifest() instanceof Part part) {
      return new Declared(part, resource.fields());
    }
    throw new IllegalArgumentException(resource.id() + " is no thing of a machine");
  }

  /** Its id. */
  public ResourceId id() {
    return part.id();
  }

  /** What it is called on the machine. */
  public String name() {
    return part.metadata().name();
  }
}
