package dev.setpoint.controller;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.controller.Control.Approved;
import dev.setpoint.controller.nodes.Dispatch;
import dev.setpoint.controller.nodes.FleetState.Approval;
import dev.setpoint.controller.nodes.OrderMaker;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.rollout.Judgement;
import dev.setpoint.rollout.RolloutEvent;
import dev.setpoint.rollout.Stage;

/**
 * What a person's approval means: removals that a guard holds, a rollout that stopped at its
 * canary, or the replacement of one protected resource.
 */
final class Approvals {
  /** So much of a digest or revision must be typed. */
  private static final int SHORTEST = 7;

  private final ControlEdges edges;
  private final Timeline timeline;
  private final RemovalGuard guard;
  private final Dispatch dispatch;

  Approvals(ControlEdges edges, Timeline timeline, RemovalGuard guard, Dispatch dispatch) {
    this.edges = edges;
    this.timeline = timeline;
    this.guard = guard;
    this.dispatch = dispatch;
  }

  /** Records an approval; what it lets through goes out at the next take. */
  Approved approve(String what, String by) {
    if (what.contains("@")) {
      return resource(what, by);
    }
    var held = guard.held().filter(each -> means(what, each.digest()));
    if (held.isPresent()) {
      return removals(held.get(), by);
    }
    var rollout = dispatch.rollout();
    if (rollout.stage() instanceof Stage.Stopped(var canary, _)
        && means(what, rollout.revisionId())) {
      var sentence = "the rollout goes on although node %s failed".formatted(canary);
      record(rollout.revisionId(), by, sentence);
      dispatch.happens(new RolloutEvent.Approved());
      return new Approved(true, rollout.revisionId(), sentence);
    }
    return new Approved(
        false, what, "nothing that waits for an approval has this digest, revision or name");
  }

  private static boolean means(String typed, String whole) {
    return typed.length() >= SHORTEST && whole.startsWith(typed);
  }

  private Approved removals(Judgement.Held held, String by) {
    if (!held.approvable()) {
      return new Approved(false, held.digest(), held.message());
    }
    var sentence = "what the revision removes is approved";
    record(held.digest(), by, held.findings().getFirst().what());
    edges.fleet().approve(new Approval(held.digest(), by, timeline.instant()));
    return new Approved(true, held.digest(), sentence);
  }

  private Approved resource(String what, String by) {
    int at = what.lastIndexOf('@');
    var node = what.substring(at + 1);
    var found =
        ResourceId.parse(what.substring(0, at))
            .flatMap(id -> dispatch.standing(node).flatMap(each -> each.find(id)));
    if (found.isEmpty()) {
      return new Approved(false, what, "the node holds no such resource");
    }
    return resource(what, node, found.get(), by);
  }

  private Approved resource(String what, String node, OrderedResource resource, String by) {
    var protection = resource.manifest().protection();
    if (protection != Protection.CONFIRM) {
      return new Approved(
          false,
          what,
          protection == Protection.NEVER
              ? "it says protect: never, and no approval helps: take that away in git first"
              : "it is not protected and needs no approval");
    }
    var sentence = "it may be replaced as it is declared now";
    record(what, by, sentence);
    edges.fleet().approve(new Approval(OrderMaker.subject(node, resource), by, timeline.instant()));
    dispatch.reissue(node);
    return new Approved(true, what, sentence);
  }

  private void record(String subject, String by, String what) {
    edges.trail().append(new AuditEvent.Approved(subject, by, what));
  }
}
