package dev.setpoint.api;

import dev.setpoint.api.fleet.NodeQuery;
import dev.setpoint.api.wire.DriftView;
import dev.setpoint.api.wire.NodeView;
import dev.setpoint.api.wire.StatusView;
import dev.setpoint.controller.Control;
import dev.setpoint.controller.nodes.NodeStanding;
import dev.setpoint.fleet.NodeReport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  public StatusView status(
      @QueryParam("node") @Nullable String node,
      @QueryParam("l") @Nullable String labels,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable Integer limit) {
    var asked = asked(node, labels, after, limit);
    return new StatusView(
        StatusViews.source(control.source()),
        fromNodes(asked, report -> Stream.of(node(report))),
        asked.next());
  }

  @GET
  @Path("drift")
  public DriftView.Report drift(
      @QueryParam("node") @Nullable String node,
      @QueryParam("l") @Nullable String labels,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable Integer limit) {
    var asked = asked(node, labels, after, limit);
    return new DriftView.Report(
        fromNodes(asked, StatusViews::drifted),
        fromNodes(asked, StatusViews::unknown),
        asked.next());
  }

  /** Reports of the nodes of one page. */
  private record Asked(List<NodeReport> reports, String next) {}

  private Asked asked(
      @Nullable String node,
      @Nullable String labels,
      @Nullable String after,
      @Nullable Integer limit) {
    var page = control.fleet(NodeQuery.of(node, labels, after, limit));
    var names = page.nodes().stream().map(NodeStanding::node).collect(Collectors.toSet());
    return new Asked(
        control.nodes().stream().filter(report -> names.contains(report.node())).toList(),
        page.next());
  }

  private NodeView node(NodeReport report) {
    return StatusViews.node(report, control.suspensions(report.node()));
  }

  private static <T> List<T> fromNodes(Asked asked, Function<NodeReport, Stream<T>> view) {
    return asked.reports().stream()
        .sorted(Comparator.comparing(NodeReport::node))
        .flatMap(view)
        .toList();
  }
}
