package dev.setpoint.api;

import dev.setpoint.api.wire.PlanRequest;
import dev.setpoint.api.wire.PlanView;
import dev.setpoint.controller.Control;
import dev.setpoint.manifest.RepositoryTree;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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
  public PlanView plan() {
    return view(null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public PlanView planOf(@Nullable PlanRequest request) {
    return view(UploadedTree.of(request));
  }

  private PlanView view(@Nullable RepositoryTree tree) {
    return switch (control.plan(tree)) {
      case Control.PlanResult.Planned planned ->
          new PlanView(planned.plans().stream().map(ReconcileViews::plan).toList(), List.of());
      case Control.PlanResult.Refused refused ->
          new PlanView(List.of(), StatusViews.problems(refused.problems()));
    };
  }
}
