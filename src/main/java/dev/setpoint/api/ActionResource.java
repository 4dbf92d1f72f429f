package dev.setpoint.api;

import dev.setpoint.api.identity.Caller;
import dev.setpoint.api.wire.AcceptRequest;
import dev.setpoint.api.wire.SuspendRequest;
import dev.setpoint.controller.Control;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.manifest.ResourceId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people tell the controller to do. */
@Path("/api/v1")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class ActionResource {
  private static final int MAX_TEXT_LENGTH = 500;

  private final Control control;
  private final Caller caller;

  ActionResource(Control control, Caller caller) {
    this.control = control;
    this.caller = caller;
  }

  @POST
  @Path("suspend")
  @Consumes(MediaType.APPLICATION_JSON)
  public SuspendRequest.Done suspend(@Nullable SuspendRequest request) {
    SuspendRequest asked = checked(request);
    ResourceId id = Ids.parseOrNull(asked.resource());
    List<String> nodes = nodes(asked, id);
    nodes.forEach(node ->
        control.suspend(node, id, caller.name(asked.by()), text(asked.why()), asked.until()));
    return new SuspendRequest.Done(nodes, StatusViews.text(id));
  }

  @POST
  @Path("resume")
  @Consumes(MediaType.APPLICATION_JSON)
  public SuspendRequest.Done resume(@Nullable SuspendRequest request) {
    SuspendRequest asked = checked(request);
    ResourceId id = Ids.parseOrNull(asked.resource());
    List<String> resumed =
        nodes(asked, id).stream()
            .filter(node -> control.resume(node, id, caller.name(asked.by())))
            .toList();
    return new SuspendRequest.Done(resumed, StatusViews.text(id));
  }

  /** Comes back when the source was polled and everything was looked at. */
  @POST
  @Path("sync")
  public void sync() {
    control.sync();
  }

  /** Lets one commit follow a rewritten history; the next poll judges it. */
  @POST
  @Path("source/accept")
  @Consumes(MediaType.APPLICATION_JSON)
  public void accept(@Nullable AcceptRequest request) {
    String commit = request == null ? "" : text(request.commit());
    if (!commit.matches("[0-9a-f]{40}")) {
      throw ApiRefusal.badRequest(
          "NoCommit",
          "No commit is named in full.",
          "Write all forty hexadecimal digits; 'setpoint status' shows them for a rewritten"
              + " history.");
    }
    control.acceptRewrite(commit, caller.name(request == null ? null : request.by()));
  }

  private static SuspendRequest checked(@Nullable SuspendRequest request) {
    if (request == null || (isBlank(request.node()) && isBlank(request.resource()))) {
      throw ApiRefusal.badRequest(
          "NothingNamed",
          "Neither a resource nor a node is named.",
          "Name a resource such as container/web, or a node to take it out as a whole.");
    }
    return request;
  }

  private List<String> nodes(SuspendRequest request, @Nullable ResourceId id) {
    var known = control.nodes();
    var nodes = known.stream().filter(node -> concerns(node, request, id)).toList();
    if (nodes.isEmpty()) {
      throw ApiRefusal.notFound(
          "UnknownResource",
          "No node that this controller knows is meant by the request.",
          "'setpoint status' lists the nodes and what they hold.");
    }
    return nodes.stream().map(NodeReport::node).sorted().toList();
  }

  private boolean concerns(NodeReport node, SuspendRequest request, @Nullable ResourceId id) {
    if (!isBlank(request.node())) {
      return node.node().equals(request.node());
    }
    return node.resources().stream().anyMatch(resource -> resource.id().equals(id))
        || control.suspensions(node.node()).stream().anyMatch(s -> Objects.equals(s.id(), id));
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static String text(@Nullable String given) {
    String text = given == null ? "" : given.strip();
    return text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) : text;
  }
}
