package dev.setpoint.controller.nodes;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.rollout.Rollout;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node, and what that comes to. What stands in the way first is said first; a
 * node that is away is never ready.
 *
 * @param seen what its connection showed, or null
 * @param report its last report, or null
 * @param wanted generation that it shall have
 * @param isDeclared whether git declares it
 * @param pending why it does not have the newest revision, or null
 * @param behind why its journal does not reach the record, or null
 */
record NodeFacts(
    String node,
    NodeStanding.Presence presence,
    NodeBook.@Nullable Known known,
    Presence.@Nullable Seen seen,
    @Nullable NodeReport report,
    long wanted,
    boolean isDeclared,
    Rollout.@Nullable Wait pending,
    @Nullable String behind) {
  /** A condition with its reason; the word is empty when ready. */
  record Judged(Condition condition, String reason, String message) {}

  Judged judge() {
    return shutOut()
        .or(this::undeclared)
        .or(this::refused)
        .or(this::unrecorded)
        .or(this::waiting)
        .orElseGet(this::reported);
  }

  private Optional<Judged> shutOut() {
    return switch (presence) {
      case CONNECTED -> Optional.empty();
      case REVOKED -> stalled("Revoked", why("its certificate was revoked"));
      case QUARANTINED -> stalled("Quarantined", why("its identity was used twice"));
      case NEVER_JOINED ->
          stalled(
              "NeverJoined",
              "no agent has ever joined as %s; `setpoint token create %s` prints how"
                  .formatted(node, node));
      case AWAY ->
          stalled(
              "Away",
              "it is not connected%s; it goes on healing from its last order, and what is shown"
                      .formatted(left())
                  + " is what was last seen");
    };
  }

  private String left() {
    return seen == null || seen.left().isEmpty() ? "" : " (" + seen.left() + ")";
  }

  private String why(String otherwise) {
    return known == null || known.why().isEmpty() ? otherwise : known.why();
  }

  private Optional<Judged> undeclared() {
    return isDeclared
        ? Optional.empty()
        : stalled(
            "NotDeclared",
            "no Node manifest declares it: it keeps its last order and gets no new one. Declare it"
                + " again, or revoke it");
  }

  private Optional<Judged> refused() {
    var refusal = seen == null ? null : seen.refusal();
    return refusal == null
        ? Optional.empty()
        : stalled(
            "OrderRefused",
            "it refused generation %d: %s: %s"
                .formatted(refusal.generation(), refusal.reason(), refusal.message()));
  }

  private Optional<Judged> unrecorded() {
    return behind == null ? Optional.empty() : stalled("JournalBehind", behind);
  }

  private Optional<Judged> waiting() {
    if (pending == null) {
      return Optional.empty();
    }
    boolean stopped = pending.reason().equals("CanaryFailed");
    return Optional.of(
        new Judged(
            stopped ? Condition.STALLED : Condition.RECONCILING,
            pending.reason(),
            pending.message()));
  }

  private Judged reported() {
    if (report == null || report.generation() < wanted) {
      return new Judged(
          Condition.RECONCILING, "NotReported", "it has not reported on its newest order yet");
    }
    var silent = report.targets().stream().filter(target -> !target.reachable()).findFirst();
    if (silent.isPresent()) {
      var message = silent.get().name() + ": " + silent.get().message();
      return new Judged(Condition.STALLED, "TargetUnreachable", message);
    }
    return report.resources().stream()
        .filter(each -> each.condition() != Condition.READY)
        .max(Comparator.comparing(ResourceReport::condition))
        .map(NodeFacts::worst)
        .orElse(new Judged(Condition.READY, "", ""));
  }

  private static Judged worst(ResourceReport resource) {
    var reason = resource.reason();
    return new Judged(
        resource.condition(),
        reason == null ? "" : reason.word(),
        resource.id() + ": " + resource.message());
  }

  private static Optional<Judged> stalled(String reason, String message) {
    return Optional.of(new Judged(Condition.STALLED, reason, message));
  }
}
