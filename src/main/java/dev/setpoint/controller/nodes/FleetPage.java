package dev.setpoint.controller.nodes;

import java.util.List;

/**
 * Some nodes, sorted by name.
 *
 * @param next what to ask for as {@code after} to go on; empty at the end
 */
public record FleetPage(List<NodeStanding> nodes, String next) {
  public FleetPage {
    nodes = List.copyOf(nodes);
  }
}
