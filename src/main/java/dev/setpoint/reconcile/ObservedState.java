package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was seen of one node, or of some of its resources.
 *
 * @param at when the look began
 * @param byId one entry for every resource that was looked for
 * @param undeclared objects that carry this installation's mark for this node, but whose resource
 *     is not declared (any more); empty when only some resources were looked for
 */
public record ObservedState(
    Instant at,
    SortedMap<ResourceId, ObservedResource> byId,
    List<ObservedResource.Present> undeclared) {
  public ObservedState {
    byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    undeclared = List.copyOf(undeclared);
  }
}
