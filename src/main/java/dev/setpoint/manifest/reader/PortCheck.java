package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.container.PortMapping;
import dev.setpoint.manifest.container.PortMapping.Protocol;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.shape.Marker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A port of a machine can be published once, whatever engine does it. */
final class PortCheck {
  /** A port of a machine. */
  private record HostPort(String node, Protocol protocol, int port) {}

  /** Who publishes a port, where that is written, and on which address. */
  private record Claim(Declared by, Marker.Found<?> found, @Nullable String address) {}

  private final Nodes nodes;
  private final Findings findings;
  private final Map<HostPort, List<Claim>> claims = new HashMap<>();

  PortCheck(Nodes nodes, Findings findings) {
    this.nodes = nodes;
    this.findings = findings;
  }

  void run(Collection<Declared> containers) {
    for (Declared declared : containers) {
      if (declared.manifest() instanceof ContainerManifest container
          && container.spec().state() == RunState.RUNNING
          && !container.spec().ports().isEmpty()) {
        for (String node : nodes.of(declared)) {
          declared.marked(Marks.PORTS).forEach(found -> claim(node, declared, found));
        }
      }
    }
  }

  private void claim(String node, Declared declared, Marker.Found<List<PortMapping>> found) {
    for (PortMapping port : found.value()) {
      if (port.hostPort() != 0) {
        var claim = new Claim(declared, found, port.hostAddress());
        var claimed =
            claims.computeIfAbsent(
                new HostPort(node, port.protocol(), port.hostPort()), _ -> new ArrayList<>(1));
        claimed.stream()
            .filter(other -> overlap(other.address(), claim.address()))
            .findFirst()
            .ifPresent(other -> refuse(node, port, claim, other));
        claimed.add(claim);
      }
    }
  }

  private void refuse(String node, PortMapping port, Claim claim, Claim other) {
    findings.refuse(
        claim.by(),
        claim.found(),
        "publishes port %d/%s of %s".formatted(port.hostPort(), port.protocol().word(), node),
        "%s publishes it already at %s:%d:%d"
            .formatted(
                other.by().name(),
                other.by().file(),
                other.found().place().line(),
                other.found().place().column()),
        "choose another host port");
  }

  private static boolean overlap(@Nullable String one, @Nullable String other) {
    return isAny(one) || isAny(other) || Objects.equals(one, other);
  }

  private static boolean isAny(@Nullable String address) {
    return address == null || address.equals("0.0.0.0") || address.equals("::");
  }
}
