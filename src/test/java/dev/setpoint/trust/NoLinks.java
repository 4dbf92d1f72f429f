package dev.setpoint.trust;

import dev.setpoint.fleet.FleetLinks;
import dev.setpoint.fleet.NodeLink;
import java.util.ArrayList;
import java.util.List;

/** Connections of which only the closing is of interest. */
public final class NoLinks implements FleetLinks {
  private final List<String> closed = new ArrayList<>();

  /** What was closed, and why. */
  public List<String> closed() {
    return List.copyOf(closed);
  }

  @Override
  public NodeLink link(String node) {
    throw new UnsupportedOperationException("nobody asks for it here");
  }

  @Override
  public void close(String node, String why) {
    closed.add(node + " " + why);
  }
}
