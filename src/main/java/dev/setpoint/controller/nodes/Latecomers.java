package dev.setpoint.controller.nodes;

import java.util.Set;
import java.util.TreeSet;

/**
 * Nodes that hold newer orders than this controller remembers, since its database was put back.
 * What it remembers may be older than what they work from, so they wait until it has read its
 * source: else they would be led back to a revision that git has long left. Not safe for many
 * threads.
 */
final class Latecomers {
  private final Set<String> waiting = new TreeSet<>();
  private boolean sourceRead;

  /** Whether a node has to wait. */
  boolean waits(String node) {
    return !sourceRead && waiting.add(node);
  }

  /** The source was read and nothing of it waits for a person; those that waited for that. */
  Set<String> sourceRead() {
    sourceRead = true;
    var now = Set.copyOf(waiting);
    waiting.clear();
    return now;
  }
}
