package dev.setpoint.api.fleet;

import dev.setpoint.api.ApiRefusal;
import dev.setpoint.api.identity.Caller;
import dev.setpoint.api.wire.fleet.ApproveRequest;
import dev.setpoint.api.wire.NodeView.TargetView;
import dev.setpoint.api.wire.fleet.NodesView;
import dev.setpoint.controller.Control;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.controller.nodes.NodeStanding;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** How the nodes stand, and what people let through. */
@Path("/api/v1")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class NodesResource {
  private static final int LONGEST_SUBJECT = 600;

  private final Control control;
  private final Caller caller;

  /** Over a running controller. */
  public NodesResource(Control control, Caller caller) {
    this.control = control;
    this.caller = caller;
  }

  /** Nodes that match, a page at a time. */
  @GET
  @Path("nodes")
  public NodesView nodes(
      @QueryParam("node") @Nullable String node,
      @QueryParam("l") @Nullable String labels,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable Integer limit) {
    FleetQuery query = NodeQuery.of(node, labels, after, limit);
    var page = control.fleet(query);
    return new NodesView(page.nodes().stream().map(NodesResource::line).toList(), page.next());
  }

  private static NodesView.Line line(NodeStanding standing) {
    return new NodesView.Line(
        standing.node(),
        standing.labels(),
        standing.presence().word(),
        standing.since(),
        standing.lastSeen(),
        standing.agentVersion(),
        standing.wanted(),
        standing.reached(),
        standing.condition().word(),
        standing.reason(),
        standing.message(),
        standing.resources(),
        standing.drifted(),
        standing.lastFullPass(),
        standing.targets().stream()
            .map(each ->
                new TargetView(each.name(), each.reachable(), each.engine(), each.message()))
            .toList());
  }

  /** Lets through what waits for a person. */
  @POST
  @Path("approve")
  @Consumes(MediaType.APPLICATION_JSON)
  public ApproveRequest.Done approve(@Nullable ApproveRequest request) {
    var what = request == null || request.what() == null ? "" : request.what().strip();
    if (request == null || what.isEmpty() || what.length() > LONGEST_SUBJECT) {
      throw ApiRefusal.badRequest(
          "NothingNamed",
          "Nothing is named that could be approved.",
          "Name the digest of the guard's message, a revision, or RESOURCE@NODE.");
    }
    var approved = control.approve(what, caller.name(request.by()));
    return new ApproveRequest.Done(approved.done(), approved.subject(), approved.message());
  }
}
