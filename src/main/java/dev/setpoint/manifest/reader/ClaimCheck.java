package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.shape.Marker;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fixed address, a hardware address or a place to listen at belongs to one instance of a node.
 */
final class ClaimCheck {
  /** What is claimed, and where. */
  private record Place(String node, Marks.Claim claim) {}

  /** Who claims it, and where that is written. */
  private record Claimant(Declared by, Marker.Found<Marks.Claim> found) {}

  private final Nodes nodes;
  private final Findings findings;
  private final Map<Place, Claimant> claims = new HashMap<>();

  ClaimCheck(Nodes nodes, Findings findings) {
    this.nodes = nodes;
    this.findings = findings;
  }

  void run(Collection<Declared> instances) {
    for (Declared declared : instances) {
      if (exists(declared.manifest())) {
        for (String node : nodes.of(declared)) {
          declared.marked(Marks.CLAIM).forEach(found -> claim(node, declared, found));
        }
      }
    }
  }

  private static boolean exists(@Nullable Manifest manifest) {
    return manifest instanceof ServerManifest server
        && server.spec() instanceof InstanceSpec instance
        && instance.state() != RunState.ABSENT;
  }

  private void claim(String node, Declared declared, Marker.Found<Marks.Claim> found) {
    Claimant first =
        claims.putIfAbsent(new Place(node, found.value()), new Claimant(declared, found));
    if (first != null) {
      Marks.Claim claim = found.value();
      findings.refuse(
          declared,
          found,
          "claims %s %s on %s".formatted(claim.what(), claim.value(), node),
          "%s claims it already at %s:%d:%d"
              .formatted(
                  first.by().name(),
                  first.by().file(),
                  first.found().place().line(),
                  first.found().place().column()),
          "choose another one");
    }
  }
}
