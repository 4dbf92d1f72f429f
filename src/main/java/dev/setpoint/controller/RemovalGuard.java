package dev.setpoint.controller;

import dev.setpoint.controller.nodes.FleetState;
import dev.setpoint.fleet.Orders;
import dev.setpoint.rollout.FleetChange;
import dev.setpoint.rollout.GuardLimits;
import dev.setpoint.rollout.Guards;
import dev.setpoint.rollout.Judgement;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the guards about a revision, with what people have approved. Reads are safe for anybody. */
final class RemovalGuard {
  static final String HELD = "HeldByGuard";

  private final FleetState state;
  private volatile Judgement.@Nullable Held held;

  RemovalGuard(FleetState state) {
    this.state = state;
  }

  /** Whether a revision may follow another one. */
  Judgement judge(Orders before, Orders next) {
    // The rules of both revisions: one cannot loosen the guard that judges it.
    var limits = GuardLimits.of(next.policies()).and(GuardLimits.of(before.policies()));
    var approved =
        state.approvals().stream().map(FleetState.Approval::subject).collect(Collectors.toSet());
    var judgement = Guards.judge(FleetChange.between(before, next), limits, approved);
    held = judgement instanceof Judgement.Held stopped ? stopped : null;
    return judgement;
  }

  /** The revision went out: its approval is used up. */
  void used(Judgement.Passed passed) {
    if (!passed.approval().isEmpty()) {
      state.forgetApproval(passed.approval());
    }
  }

  /** What waits for a person's word. */
  Optional<Judgement.Held> held() {
    return Optional.ofNullable(held);
  }
}
