package dev.setpoint.api;

import dev.setpoint.api.fleet.NodeQuery;
import dev.setpoint.api.wire.ExplanationView;
import dev.setpoint.api.wire.NodeView.SuspensionView;
import dev.setpoint.controller.Control;
import dev.setpoint.controller.Explanation;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.manifest.ResourceId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a resource is as it is. */
@Path("/api/v1/explain/{kind}")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class ExplainResource {
  private final Control control;

  ExplainResource(Control control) {
    this.control = control;
  }

  /** The same for a name that no path can hold, such as that of a file. */
  @GET
  public ExplanationView.All explainNamed(
      @PathParam("kind") String kind,
      @QueryParam("name") @Nullable String name,
      @QueryParam("node") @Nullable String node,
      @QueryParam("l") @Nullable String labels,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable Integer limit) {
    return explain(kind, Objects.requireNonNullElse(name, ""), node, labels, after, limit);
  }

  @GET
  @Path("{name}")
  public ExplanationView.All explain(
      @PathParam("kind") String kind,
      @PathParam("name") String name,
      @QueryParam("node") @Nullable String node,
      @QueryParam("l") @Nullable String labels,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable Integer limit) {
    ResourceId id = Ids.parse(kind, name);
    FleetQuery query = NodeQuery.of(node, labels, after, limit);
    var explained = control.explain(id, query);
    boolean whole = query.after().isEmpty() && explained.next().isEmpty();
    if (explained.explanations().isEmpty() && whole) {
      throw ApiRefusal.notFound(
          "UnknownResource",
          "No node holds " + id + ", and the revision in force does not declare it.",
          "'setpoint status' lists what is there; 'setpoint history " + id + "' what was.");
    }
    return new ExplanationView.All(
        explained.explanations().stream().map(e -> view(id, e)).toList(), explained.next());
  }

  private ExplanationView view(ResourceId id, Explanation explanation) {
    var report = explanation.report();
    var manifest = explanation.manifest();
    var revision = explanation.revision();
    return new ExplanationView(
        explanation.node(),
        id.toString(),
        report == null ? null : StatusViews.resource(report),
        manifest == null ? null : manifest.origin().toString(),
        revision == null ? null : StatusViews.revision(revision),
        explanation.modeWhy(),
        explanation.dependsOn(),
        suspension(explanation.node(), id),
        AuditViews.entries(explanation.lastEntries()));
  }

  private @Nullable SuspensionView suspension(String node, ResourceId id) {
    return control.suspensions(node).stream()
        .filter(suspension -> suspension.id() == null || Objects.equals(suspension.id(), id))
        .findFirst()
        .map(StatusViews::suspension)
        .orElse(null);
  }
}
