package dev.setpoint.agent;

import dev.setpoint.agent.Sight.Place;
import dev.setpoint.agent.order.OrderInForce;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.NodeReport.TargetReport;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.manifest.Mode;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Says what is known of the node, for the controller. Safe for many threads. */
final class Reporter {
  private final AgentSettings settings;
  private final Timeline timeline;
  private final NodeView view;
  private final Culprits culprits;
  private final Ledger ledger;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, Instant> sweeps = new ConcurrentHashMap<>();

  Reporter(AgentParts parts) {
    this.settings = parts.settings();
    this.timeline = parts.timeline();
    this.view = parts.view();
    this.culprits = parts.culprits();
    this.ledger = parts.ledger();
  }

  /**
   * When a pass was and what it covered.
   *
   * @param full whether it looked at everything on its target
   */
  record Span(Instant began, Duration took, boolean full) {}

  /**
   * What an engine said last.
   *
   * @param silentSince since when it does not answer, or null
   */
  private record Answer(TargetStatus status, @Nullable Instant silentSince) {}

  /** Asks an engine how it is, when a look could not tell or everything was looked at. */
  void noteStatus(Target target, ObservedState observed, boolean full) {
    boolean doubtful =
        observed.byId().values().stream().anyMatch(ObservedResource.Unknown.class::isInstance);
    var before = answers.get(target.name());
    if (!full && !doubtful && before != null && before.status().reachable()) {
      return;
    }
    var status = target.status();
    var since = before == null ? null : before.silentSince();
    var now = since == null ? timeline.instant() : since;
    answers.put(target.name(), new Answer(status, status.reachable() ? null : now));
  }

  /** The span of a look at everything on one target: full once every target had one. */
  Span sweepOf(OrderInForce order, String target, Instant began, Duration took) {
    sweeps.put(target, began);
    if (!sweeps.keySet().containsAll(order.targets().keySet())) {
      return new Span(began, took, false);
    }
    var first =
        order.targets().keySet().stream()
            .map(sweeps::get)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(began);
    sweeps.clear();
    return new Span(first, Duration.between(first, began).plus(took), true);
  }

  NodeReport report(OrderInForce order, Span span) {
    var resources = new ArrayList<ResourceReport>();
    var now = timeline.instant();
    order
        .understood()
        .forEach((id, each) ->
            resources.add(declared(order, view.sight(new Place(each.target(), id)), now)));
    order
        .unfit()
        .forEach((id, blocked) -> {
          if (!order.understood().containsKey(id)) {
            resources.add(homeless(order, blocked));
          }
        });
    view.sights().stream()
        .filter(sight -> isLeft(order, sight))
        .forEach(sight -> resources.add(left(sight)));
    resources.sort(Comparator.comparing(ResourceReport::id).thenComparing(ResourceReport::target));
    return new NodeReport(
        settings.node(),
        order.order().generation(),
        order.order().revision().id(),
        span.began(),
        span.took(),
        span.full(),
        targets(order),
        resources);
  }

  private static boolean isLeft(OrderInForce order, Sight sight) {
    var understood = order.understood().get(sight.place().id());
    return (understood == null || !understood.target().equals(sight.place().target()))
        && (sight.drift() != null || sight.isBusy());
  }

  private List<TargetReport> targets(OrderInForce order) {
    return order.targets().keySet().stream()
        .map(name ->
            Optional.ofNullable(answers.get(name))
                .map(answer ->
                    new TargetReport(
                        name,
                        answer.status().reachable(),
                        answer.status().engine(),
                        silence(answer)))
                .orElseGet(() -> new TargetReport(name, false, "", "not asked yet")))
        .toList();
  }

  private static String silence(Answer answer) {
    return answer.silentSince() == null
        ? answer.status().message()
        : "silent since %s: %s".formatted(answer.silentSince(), answer.status().message());
  }

  private ResourceReport declared(OrderInForce order, Sight sight, Instant now) {
    var id = sight.place().id();
    var mode = order.find(id).orElseThrow().mode();
    var verdict = Verdict.of(order, sight, silenceOf(sight), now);
    return resource(sight, mode, verdict);
  }

  private @Nullable String silenceOf(Sight sight) {
    var answer = answers.get(sight.place().target());
    if (sight.unknown() == null) {
      return null;
    }
    return answer == null || answer.silentSince() == null ? sight.unknown() : silence(answer);
  }

  private ResourceReport left(Sight sight) {
    var verdict =
        sight.isBusy()
            ? new Verdict(Condition.RECONCILING, null, String.valueOf(sight.doing()), null)
            : Verdict.ofBlocked(sight, "is no longer declared");
    return resource(sight, Mode.CORRECT, verdict);
  }

  private static ResourceReport homeless(OrderInForce order, Blocked blocked) {
    var mode =
        order.order().resources().stream()
            .filter(each -> each.manifest().id().equals(blocked.id()))
            .findFirst()
            .map(each -> each.mode())
            .orElse(Mode.CORRECT);
    return new ResourceReport(
        blocked.id(),
        "",
        mode,
        Condition.STALLED,
        blocked.reason(),
        blocked.message(),
        Health.NONE,
        "unknown",
        null,
        null,
        null);
  }

  private ResourceReport resource(Sight sight, Mode mode, Verdict verdict) {
    return new ResourceReport(
        sight.place().id(),
        sight.place().target(),
        mode,
        verdict.condition(),
        verdict.reason(),
        verdict.message(),
        health(sight.observed()),
        state(sight.observed()),
        sight.drift(),
        sight.driftSince(),
        verdict.nextTry(),
        sight.drift() == null ? List.of() : culprits.of(sight.place()),
        ledger.history(sight.place().id()).answer());
  }

  private static Health health(@Nullable ObservedResource observed) {
    return observed instanceof ObservedResource.Present present
        ? present.condition().health()
        : Health.NONE;
  }

  private static String state(@Nullable ObservedResource observed) {
    return switch (observed) {
      case null -> "unknown";
      case ObservedResource.Absent _ -> "absent";
      case ObservedResource.Unknown _ -> "unknown";
      case ObservedResource.Present present -> running(present);
    };
  }

  private static String running(ObservedResource.Present present) {
    var condition = present.condition();
    return switch (present.id().kind()) {
      case CONTAINER -> {
        if (condition.running()) {
          yield "running";
        }
        yield condition.exitCode() == null
            ? "created"
            : "exited (%d)".formatted(condition.exitCode());
      }
      case INSTANCE -> condition.running() ? "running" : "stopped";
      default -> condition.running() ? "present" : "absent";
    };
  }

  /**
   * The condition of a resource with the word and the sentence behind it.
   *
   * @param nextTry when it is tried again by itself, or null
   */
  record Verdict(
      Condition condition,
      @Nullable FailureReason reason,
      String message,
      @Nullable Instant nextTry) {
    /** First match wins: what hides the truth comes before what is known of it. */
    static Verdict of(OrderInForce order, Sight sight, @Nullable String silence, Instant now) {
      var unfit = order.unfit().get(sight.place().id());
      if (unfit != null) {
        return new Verdict(Condition.STALLED, unfit.reason(), unfit.message(), null);
      }
      if (sight.isBusy()) {
        return new Verdict(Condition.RECONCILING, null, String.valueOf(sight.doing()), null);
      }
      if (isOff(order, sight)) {
        return new Verdict(Condition.READY, null, "not looked at: its mode is off", null);
      }
      if (silence != null) {
        return new Verdict(Condition.STALLED, FailureReason.TARGET_UNREACHABLE, silence, null);
      }
      if (sight.observed() == null) {
        return new Verdict(
            Condition.RECONCILING, FailureReason.STATE_UNKNOWN, "not looked at yet", null);
      }
      if (sight.drift() != null || sight.blocked() != null) {
        return ofBlocked(sight, "differs and is about to be corrected");
      }
      return ready(order, sight, now);
    }

    private static boolean isOff(OrderInForce order, Sight sight) {
      return order.find(sight.place().id()).map(each -> each.mode() == Mode.OFF).orElse(false);
    }

    private static Verdict ready(OrderInForce order, Sight sight, Instant now) {
      var note =
          order
              .suspension(sight.place().id(), now)
              .map(suspension -> "as declared; suspended by " + suspension.by())
              .orElse("as declared");
      return new Verdict(Condition.READY, null, note, null);
    }

    static Verdict ofBlocked(Sight sight, String otherwise) {
      var blocked = sight.blocked();
      var failed = sight.failed();
      if (blocked == null) {
        return failed == null
            ? new Verdict(Condition.RECONCILING, null, otherwise, null)
            : new Verdict(Condition.STALLED, failed.reason(), failed.message(), null);
      }
      boolean waits = blocked.reason() == FailureReason.WAITING;
      if (waits && failed != null) {
        return new Verdict(Condition.STALLED, failed.reason(), failed.message(), blocked.until());
      }
      return new Verdict(
          waits ? Condition.RECONCILING : Condition.STALLED,
          blocked.reason(),
          blocked.message(),
          blocked.until());
    }
  }
}
