package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one node should be.
 *
 * @param node name of the node
 * @param generation number of this state as issued by the controller; only grows
 * @param revision the revision it was made from
 * @param byId every resource of the node
 */
public record DesiredState(
    String node, long generation, Revision revision, SortedMap<ResourceId, DesiredResource> byId) {
  public DesiredState {
    byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
  }

  /** The resource of this id. */
  public Optional<DesiredResource> find(ResourceId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The same state with other resources. */
  public DesiredState with(Map<ResourceId, DesiredResource> resources) {
    return new DesiredState(node, generation, revision, new TreeMap<>(resources));
  }
}
