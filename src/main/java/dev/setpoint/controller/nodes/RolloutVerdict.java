package dev.setpoint.controller.nodes;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.FailureReason;
import java.util.Optional;
import java.util.Set;

/** Whether a report says that a revision does well on its node. */
sealed interface RolloutVerdict {
  /** Everything is as the order says, or is held back by a person's wish. */
  record Ready() implements RolloutVerdict {}

  /** It is still at work, or cannot tell yet. */
  record NotYet() implements RolloutVerdict {}

  /** Something does not work. */
  record Failed(String what) implements RolloutVerdict {}

  /** A person wants it so; the revision is not to blame. */
  Set<FailureReason> MEANT =
      Set.of(
          FailureReason.OBSERVE_ONLY,
          FailureReason.HELD,
          FailureReason.SUSPENDED,
          FailureReason.PROTECTED);

  /** It may pass by itself. */
  Set<FailureReason> PASSING =
      Set.of(
          FailureReason.WAITING,
          FailureReason.STATE_UNKNOWN,
          FailureReason.TARGET_UNREACHABLE,
          FailureReason.TIMEOUT,
          FailureReason.INTERRUPTED,
          FailureReason.RECORD_UNAVAILABLE);

  /**
   * What a report says.
   *
   * @param blameless resources that stood still before and that the revision does not touch
   */
  static RolloutVerdict of(NodeReport report, Set<ResourceId> blameless) {
    var concerned =
        report.resources().stream().filter(each -> !blameless.contains(each.id())).toList();
    Optional<ResourceReport> bad = concerned.stream().filter(RolloutVerdict::isBad).findFirst();
    if (bad.isPresent()) {
      return new Failed(bad.get().id() + ": " + bad.get().message());
    }
    return concerned.stream().allMatch(RolloutVerdict::isWell) ? new Ready() : new NotYet();
  }

  private static boolean isBad(ResourceReport report) {
    var reason = report.reason();
    return report.condition() == Condition.STALLED
        && reason != null
        && !MEANT.contains(reason)
        && !PASSING.contains(reason);
  }

  private static boolean isWell(ResourceReport report) {
    var reason = report.reason();
    return report.condition() == Condition.READY || (reason != null && MEANT.contains(reason));
  }
}
