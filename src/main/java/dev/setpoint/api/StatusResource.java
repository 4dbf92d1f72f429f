package dev.setpoint.api;

import dev.setpoint.api.wire.DriftView;
import dev.setpoint.api.wire.NodeView;
import dev.setpoint.api.wire.StatusView;
import dev.setpoint.controller.Control;
import dev.setpoint.fleet.NodeReport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** How everything stands, and what differs. */
@Path("/api/v1")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class StatusResource {
  private final Control control;

  StatusResource(Control control) {
    this.control = control;
  }

  @GET
  @Path("status")
  public StatusView status() {
    return new StatusView(
        StatusViews.source(control.source()), fromNodes(report -> Stream.of(node(report))));
  }

  @GET
  @Path("drift")
  public DriftView.Report drift() {
    return new DriftView.Report(fromNodes(StatusViews::drifted), fromNodes(StatusViews::unknown));
  }

  private NodeView node(NodeReport report) {
    return StatusViews.node(report, control.suspensions(report.node()));
  }

  private <T> List<T> fromNodes(Function<NodeReport, Stream<T>> view) {
    return control.nodes().stream()
        .sorted(Comparator.comparing(NodeReport::node))
        .flatMap(view)
        .toList();
  }
}
