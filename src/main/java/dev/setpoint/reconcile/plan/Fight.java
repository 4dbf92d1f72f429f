package dev.setpoint.reconcile.plan;

import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.Attempt;
import dev.setpoint.reconcile.FailureReason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody changes a field back each time it is corrected. Told from the times of the corrections
 * alone: one field's are read from the oldest on, and each that comes soon after a pause has ended
 * doubles the next pause.
 */
final class Fight {
  private final Deque<Instant> window = new ArrayDeque<>();
  private int rounds;
  private int corrections;
  private @Nullable Instant until;

  private Fight() {}

  /** The verdict on the most fought-over of the paths. */
  static Verdict judge(CorrectionHistory history, Set<String> paths, Instant now) {
    Verdict worst = new Verdict.Go();
    Instant latest = now;
    for (String path : new TreeSet<>(paths)) {
      var fight = new Fight();
      history.attempts().stream()
          .filter(attempt -> LoopBreaker.healed(attempt, path))
          .map(Attempt::at)
          .forEach(fight::corrected);
      Instant until = fight.until;
      if (until != null && until.isAfter(latest)) {
        latest = until;
        worst = stalled(history, path, fight.corrections, until);
      }
    }
    return worst;
  }

  private void corrected(Instant at) {
    Instant paused = until;
    if (paused != null && at.isAfter(paused.plus(LoopBreaker.FIGHT_WINDOW))) {
      calm();
    }
    window.addLast(at);
    corrections++;
    while (window.getFirst().isBefore(at.minus(LoopBreaker.FIGHT_WINDOW))) {
      window.removeFirst();
      corrections -= rounds == 0 ? 1 : 0;
    }
    if (rounds > 0 || window.size() > LoopBreaker.FIGHTING_ABOVE) {
      until =
          at.plus(
              LoopBreaker.doubled(LoopBreaker.FIGHT_PAUSE, rounds, LoopBreaker.FIGHT_PAUSE_MAX));
      rounds++;
    }
  }

  private void calm() {
    window.clear();
    rounds = 0;
    corrections = 0;
    until = null;
  }

  private static Verdict stalled(
      CorrectionHistory history, String path, int corrections, Instant until) {
    return new Verdict.Stalled(
        FailureReason.FIGHTING,
        ("%s: %s was corrected %d times and changed back each time; something else sets it."
                + " Find it, or ignore the field in a Policy. Next try at %s, sooner with"
                + " `setpoint sync`")
            .formatted(history.id(), path, corrections, until),
        until);
  }
}
