package dev.setpoint.link.controlend;

import dev.setpoint.fleet.NodeOrder.OrderedResource;

/** The manifest of an ordered resource, as it applies to its node, as one line of JSON. */
@FunctionalInterface
public interface DocumentText {
  /** The same object for the same resource, so that what was made of it can be found again. */
  String of(OrderedResource resource);
}
