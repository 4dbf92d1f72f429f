package dev.setpoint.target;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.field.FieldsDigest;

/**
 * Who marks objects here.
 *
 * @param target name of the target on the node
 * @param owner id of the installation
 * @param node name of the node
 */
public record Identity(String target, String owner, String node) {
  /** The mark of a resource made from a declaration. */
  public OwnerMark mark(ResourceId resource, FieldsDigest spec) {
    return new OwnerMark(owner, node, resource, spec.hex());
  }

  /** Whether a mark is this installation's for this node. */
  public boolean owns(OwnerMark mark) {
    return mark.owner().equals(owner) && mark.node().equals(node);
  }
}
