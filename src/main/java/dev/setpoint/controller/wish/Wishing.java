package dev.setpoint.controller.wish;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.Trail;
import dev.setpoint.controller.nodes.Dispatch;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.reconcile.plan.Request.Reset;
import dev.setpoint.reconcile.plan.Request.Wish;
import java.time.Duration;
import java.util.Optional;

/** Asks a node for something and waits for what came of it. Safe for many threads. */
public final class Wishing {
  /** A node does not begin it later than this after it was asked for. */
  static final Duration END = Duration.ofMinutes(10);

  /** So long somebody waits for the answer; a little less than their client does. */
  static final Duration PATIENCE = Duration.ofMinutes(9);

  private final Trail trail;
  private final Timeline timeline;
  private final Requests requests;
  private final Dispatch dispatch;

  /** Asks through the orders of this dispatch. */
  public Wishing(Trail trail, Timeline timeline, Requests requests, Dispatch dispatch) {
    this.trail = trail;
    this.timeline = timeline;
    this.requests = requests;
    this.dispatch = dispatch;
  }

  /**
   * Asks and waits.
   *
   * @return what the node says came of it; empty when it did not say in time
   * @throws IllegalStateException when something else is being asked of the resource
   */
  public Optional<Answer> ask(String node, ResourceId id, Wish wish, String by, String why) {
    if (requests.of(node).stream().anyMatch(each -> each.resource().equals(id))) {
      throw busy(node, id);
    }
    long index = trail.append(new AuditEvent.Requested(node, id, words(wish), by, why));
    var now = timeline.instant();
    var request = new Request(Long.toString(index), id, wish, by, why, now, now.plus(END));
    if (!requests.add(node, request)) {
      throw busy(node, id);
    }
    try {
      dispatch.reissue(node);
      return requests.await(request, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      requests.drop(node, request);
      dispatch.reissue(node);
    }
  }

  /** A node speaks, perhaps of what was asked of it. */
  public void reported(NodeReport report) {
    requests.reported(report);
    dispatch.reported(report);
  }

  private static IllegalStateException busy(String node, ResourceId id) {
    return new IllegalStateException(
        "%s on %s is already being asked for something, or too much is asked of the node"
            .formatted(id, node));
  }

  private static String words(Wish wish) {
    return wish instanceof Reset(var wipe) && !wipe.isEmpty()
        ? "%s, wiping %s".formatted(wish.word(), String.join(", ", wipe))
        : wish.word();
  }
}
