package dev.setpoint.api.fleet;

import dev.setpoint.api.ApiRefusal;
import dev.setpoint.api.identity.Caller;
import dev.setpoint.api.wire.fleet.WishRequest;
import dev.setpoint.controller.Control;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.plan.Request.Reset;
import dev.setpoint.reconcile.plan.Request.Rollback;
import dev.setpoint.reconcile.plan.Request.Wish;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people ask a node to do once; each answer comes when the node has done it. */
@Path("/api/v1")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class WishResource {
  private static final int MOST_CHARS = 500;
  private static final int MOST_VOLUMES = 100;

  private final Control control;
  private final Caller caller;

  /** Over a running controller. */
  public WishResource(Control control, Caller caller) {
    this.control = control;
    this.caller = caller;
  }

  /** Brings the former instance back. */
  @POST
  @Path("rollback")
  @Consumes(MediaType.APPLICATION_JSON)
  public WishRequest.Done rollback(@Nullable WishRequest request) {
    return ask(named(request), new Rollback());
  }

  /** Throws the writable state of a resource away. */
  @POST
  @Path("reset")
  @Consumes(MediaType.APPLICATION_JSON)
  public WishRequest.Done reset(@Nullable WishRequest request) {
    WishRequest asked = named(request);
    List<String> wipe = asked.wipe() == null ? List.of() : asked.wipe();
    if (wipe.size() > MOST_VOLUMES || wipe.stream().anyMatch(each -> each.length() > MOST_CHARS)) {
      throw ApiRefusal.badRequest(
          "TooMany", "More volumes are named than anything uses.", "Name those that it uses.");
    }
    return ask(asked, new Reset(new TreeSet<>(wipe)));
  }

  private WishRequest.Done ask(WishRequest asked, Wish wish) {
    ResourceId id = id(asked);
    String node = node(asked, id);
    String why = asked.why() == null ? "" : asked.why().strip();
    if (why.length() > MOST_CHARS) {
      why = why.substring(0, MOST_CHARS);
    }
    try {
      return control
          .ask(node, id, wish, caller.name(asked.by()), why)
          .map(answer ->
              new WishRequest.Done(
                  node,
                  id.toString(),
                  answer.failure() == null,
                  answer.result(),
                  answer.failure() == null ? null : answer.failure().word(),
                  answer.message(),
                  answer.tookMillis()))
          .orElseGet(() -> silent(node, id));
    } catch (IllegalStateException busy) {
      throw ApiRefusal.badRequest(
          "Busy", busy.getMessage() + ".", "Wait for the answer, or for ten minutes.");
    }
  }

  private static WishRequest.Done silent(String node, ResourceId id) {
    return new WishRequest.Done(
        node,
        id.toString(),
        false,
        "Unknown",
        "NoAnswer",
        "node %s is away or did not answer; what it did is in `setpoint history %s`"
            .formatted(node, id),
        0);
  }

  private static WishRequest named(@Nullable WishRequest request) {
    if (request == null || request.resource() == null || request.resource().isBlank()) {
      throw ApiRefusal.badRequest(
          "NothingNamed", "No resource is named.", "Name one, such as instance/web.");
    }
    return request;
  }

  private static ResourceId id(WishRequest asked) {
    return ResourceId.parse(String.valueOf(asked.resource()).strip())
        .orElseThrow(() ->
            ApiRefusal.badRequest(
                "BadResource",
                "The name does not name a resource.",
                "Write KIND/NAME, such as instance/web."));
  }

  private String node(WishRequest asked, ResourceId id) {
    List<String> holders =
        control.nodes().stream()
            .filter(node -> asked.node() == null || asked.node().equals(node.node()))
            .filter(node -> node.resources().stream().anyMatch(each -> each.id().equals(id)))
            .map(NodeReport::node)
            .sorted()
            .toList();
    if (holders.isEmpty()) {
      throw ApiRefusal.notFound(
          "UnknownResource",
          "No node that this controller knows is meant by the request.",
          "'setpoint status' lists the nodes and what they hold.");
    }
    if (holders.size() > 1) {
      throw ApiRefusal.badRequest(
          "AmbiguousNode",
          "%d nodes hold %s, such as %s.".formatted(holders.size(), id, holders.getFirst()),
          "Name one of them with --node.");
    }
    return holders.getFirst();
  }
}
