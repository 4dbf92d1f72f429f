package dev.setpoint.api;

import dev.setpoint.api.fleet.NodeQuery;
import dev.setpoint.api.wire.PlanRequest;
import dev.setpoint.api.wire.PlanView;
import dev.setpoint.controller.Control;
import dev.setpoint.controller.nodes.FleetPlans.Unplanned;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.manifest.RepositoryTree;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would change, from the revision in force or from files that the caller sends. */
@Path("/api/v1/plan")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class PlanResource {
  private final Control control;

  PlanResource(Control control) {
    this.control = control;
  }

  @GET
  public PlanView plan(
      @QueryParam("node") @Nullable String node,
      @QueryParam("l") @Nullable String labels,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable Integer limit) {
    return view(null, NodeQuery.of(node, labels, after, limit));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public PlanView planOf(
      @Nullable PlanRequest request,
      @QueryParam("node") @Nullable String node,
      @QueryParam("l") @Nullable String labels,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable Integer limit) {
    return view(UploadedTree.of(request), NodeQuery.of(node, labels, after, limit));
  }

  private PlanView view(@Nullable RepositoryTree tree, FleetQuery query) {
    return switch (control.plan(tree, query)) {
      case Control.PlanResult.Planned planned ->
          new PlanView(
              planned.plans().stream().map(ReconcileViews::plan).toList(),
              planned.unplanned().stream().map(PlanResource::unplanned).toList(),
              List.of(),
              planned.next());
      case Control.PlanResult.Refused refused ->
          new PlanView(List.of(), List.of(), StatusViews.problems(refused.problems()), "");
    };
  }

  private static PlanView.Unplanned unplanned(Unplanned one) {
    var standing = one.standing();
    return new PlanView.Unplanned(
        standing.node(),
        standing.presence().word(),
        standing.since(),
        standing.lastSeen(),
        standing.condition().word(),
        standing.reason(),
        one.message());
  }
}
