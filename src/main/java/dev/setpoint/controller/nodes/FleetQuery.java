package dev.setpoint.controller.nodes;

import java.util.Map;

/**
 * Which nodes are asked for.
 *
 * @param node only this one; empty for all
 * @param labels labels that a node must all have, as git says
 * @param after only names behind this one; empty for the first page
 * @param limit at most this many
 */
public record FleetQuery(String node, Map<String, String> labels, String after, int limit) {
  public FleetQuery {
    labels = Map.copyOf(labels);
  }
}
