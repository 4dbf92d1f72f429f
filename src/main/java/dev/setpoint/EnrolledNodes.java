package dev.setpoint;

import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.trust.NodeIdentity;
import dev.setpoint.trust.NodeRegistry;
import dev.setpoint.trust.TrustDesk;
import java.time.Duration;
import java.util.Optional;

/** The nodes that have joined, as the control loop asks for them. */
record EnrolledNodes(NodeRegistry registry, TrustDesk desk) implements NodeBook {
  @Override
  public Optional<Known> find(String node) {
    return registry
        .find(node)
        .map(known -> new Known(admission(known), known.why(), known.since(), null));
  }

  @Override
  public Optional<String> invite(String node, Duration life, String by) {
    return desk.isOpen()
        ? Optional.of(desk.invite(node, life, by).token().text())
        : Optional.empty();
  }

  private static Admission admission(NodeIdentity known) {
    return switch (known.state()) {
      case ACTIVE -> Admission.ADMITTED;
      case REVOKED -> Admission.REVOKED;
      case QUARANTINED -> Admission.QUARANTINED;
    };
  }
}
