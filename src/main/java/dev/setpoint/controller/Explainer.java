package dev.setpoint.controller;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.controller.nodes.FleetView;
import dev.setpoint.controller.nodes.NodeStanding;
import dev.setpoint.fleet.ModeChoice;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.Orders;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.HostManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts together why a resource is as it is, from what git says, agents say and the record says. */
final class Explainer {
  /** Newest entries of the trail that are shown. */
  private static final int ENTRIES = 10;

  private final FleetView fleet;
  private final AuditLog log;

  Explainer(FleetView fleet, AuditLog log) {
    this.fleet = fleet;
    this.log = log;
  }

  List<Explanation> explain(
      ResourceId id, List<NodeStanding> nodes, Orders orders, Optional<Revision> revision) {
    // The same for each node, so it is read once.
    var last = log.list(new AuditLog.Query(id, null, Long.MAX_VALUE, ENTRIES));
    return nodes.stream()
        .flatMap(node -> explain(node.node(), id, orders, revision, last).stream())
        .toList();
  }

  private Optional<Explanation> explain(
      String node,
      ResourceId id,
      Orders orders,
      Optional<Revision> revision,
      List<AuditEntry> last) {
    var report = fleet.of(node).flatMap(each -> reportOf(each, id));
    var manifest = orders.find(node, id).map(OrderedResource::manifest);
    if (report.isEmpty() && manifest.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Explanation(
            node,
            report.orElse(null),
            manifest.orElse(null),
            revision.orElse(null),
            orders.modeOf(node, id).map(ModeChoice::why).orElse("git declares it no longer"),
            manifest.map(each -> dependsOn(each, node, orders)).orElse(List.of()),
            last));
  }

  private static Optional<ResourceReport> reportOf(NodeReport report, ResourceId id) {
    return report.resources().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  private static List<String> dependsOn(Manifest manifest, String node, Orders orders) {
    if (manifest instanceof HostManifest.Part part) {
      return part.needs().stream()
          .filter(need -> orders.find(node, need).isPresent())
          .map(ResourceId::toString)
          .toList();
    }
    return manifest instanceof ContainerManifest container
        ? container.spec().dependsOn().stream()
            .map(each ->
                "%s until %s"
                    .formatted(
                        ResourceId.container(each.container()),
                        each.until().name().toLowerCase(Locale.ROOT)))
            .toList()
        : List.of();
  }
}
