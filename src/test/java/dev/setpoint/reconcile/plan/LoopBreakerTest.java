package dev.setpoint.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.Attempt;
import dev.setpoint.reconcile.CorrectionHistory.BadSpec;
import dev.setpoint.reconcile.CorrectionHistory.Result;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.FieldsDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a correction is not tried again, and for how long. */
class LoopBreakerTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final ResourceId WEB = ResourceId.container("web");
  private static final Set<String> MEMORY = Set.of("spec.memory");
  private static final FieldsDigest SPEC = digest("1");
  private static final FieldsDigest OTHER = digest("2");

  @Test
  void stallsWhatDoesNotConvergeUntilGitMoves() {
    CorrectionHistory history = CorrectionHistory.none(WEB);
    for (int at = 0; at < LoopBreaker.NOT_CONVERGING_AFTER; at++) {
      assertThat(LoopBreaker.judge(history, MEMORY, SPEC, START)).isEqualTo(new Verdict.Go());
      history = add(history, at, Cause.DRIFT, Result.NOT_CONVERGED);
    }
    Instant later = START.plus(Duration.ofDays(9));
    assertThat(stalled(LoopBreaker.judge(history, MEMORY, SPEC, later)))
        .satisfies(verdict -> assertThat(verdict.reason()).isEqualTo(FailureReason.NOT_CONVERGING))
        .satisfies(verdict -> assertThat(verdict.until()).isNull())
        .satisfies(verdict -> assertThat(verdict.message()).contains("spec.memory"));
    assertThat(LoopBreaker.judge(history, MEMORY, OTHER, later)).isEqualTo(new Verdict.Go());
    assertThat(LoopBreaker.judge(history, Set.of(LoopBreaker.EXISTENCE), SPEC, later))
        .isEqualTo(new Verdict.Go());
    assertThat(LoopBreaker.judge(LoopBreaker.cleared(history), MEMORY, SPEC, later))
        .isEqualTo(new Verdict.Go());
  }

  @Test
  void aSuccessInBetweenStartsTheCountAgain() {
    CorrectionHistory history = CorrectionHistory.none(WEB);
    history = add(history, 0, Cause.DRIFT, Result.NOT_CONVERGED);
    history = add(history, 1, Cause.DRIFT, Result.NOT_CONVERGED);
    history = add(history, 2, Cause.DRIFT, Result.CONVERGED);
    history = add(history, 3, Cause.DRIFT, Result.NOT_CONVERGED);
    assertThat(history.badSpec()).isNull();
  }

  @Test
  void theSixthCorrectionWithinTenMinutesIsAFight() {
    CorrectionHistory history = CorrectionHistory.none(WEB);
    for (long at = 0; at < LoopBreaker.FIGHTING_ABOVE; at++) {
      history = add(history, at * 60, Cause.DRIFT, Result.CONVERGED);
    }
    assertThat(LoopBreaker.judge(history, MEMORY, SPEC, at(301))).isEqualTo(new Verdict.Go());
    history = add(history, 300, Cause.DRIFT, Result.CONVERGED);
    Verdict.Stalled verdict = stalled(LoopBreaker.judge(history, MEMORY, SPEC, at(301)));
    assertThat(verdict.reason()).isEqualTo(FailureReason.FIGHTING);
    assertThat(verdict.until()).isEqualTo(at(300 + 600));
    assertThat(verdict.message()).contains("spec.memory was corrected 6 times");
    assertThat(LoopBreaker.judge(history, Set.of("spec.user"), SPEC, at(301)))
        .isEqualTo(new Verdict.Go());
  }

  @Test
  void theSixthWithinMoreThanTenMinutesIsNot() {
    CorrectionHistory history = CorrectionHistory.none(WEB);
    for (long at = 0; at < 20; at++) {
      history = add(history, at * 121, Cause.DRIFT, Result.CONVERGED);
    }
    assertThat(LoopBreaker.judge(history, MEMORY, SPEC, at(20 * 121))).isEqualTo(new Verdict.Go());
  }

  /** A program that is killed again and again while it replaces must not lock itself out. */
  @Test
  void whatOurOwnRestartsLeaveBehindIsNoFight() {
    Set<String> leftovers =
        LoopBreaker.paths(
            new Correction.Settle(
                new Correction.Due(WEB, "docker", Cause.DRIFT, "", List.of(), Set.of()),
                List.of()));
    CorrectionHistory history = CorrectionHistory.none(WEB);
    for (int at = 0; at <= LoopBreaker.FIGHTING_ABOVE; at++) {
      var attempt = new Attempt(START.plusSeconds(at), Cause.DRIFT, leftovers, Result.CONVERGED);
      history = LoopBreaker.add(history, attempt, SPEC);
    }
    Instant now = START.plusSeconds(60);
    assertThat(stalled(LoopBreaker.judge(history, leftovers, SPEC, now)).reason())
        .isEqualTo(FailureReason.FIGHTING);
    assertThat(LoopBreaker.judge(LoopBreaker.interrupted(history), leftovers, SPEC, now))
        .isEqualTo(new Verdict.Go());
  }

  @Test
  void whatGitMovesIsNoFight() {
    CorrectionHistory history = CorrectionHistory.none(WEB);
    for (int at = 0; at < 20; at++) {
      history = add(history, at, Cause.INTENTIONAL, Result.CONVERGED);
    }
    assertThat(LoopBreaker.judge(history, MEMORY, SPEC, at(21))).isEqualTo(new Verdict.Go());
  }

  @Test
  void thePauseOfAFightDoublesUpToAnHourAndEndsWithQuiet() {
    CorrectionHistory history = CorrectionHistory.none(WEB);
    for (int at = 0; at < 6; at++) {
      history = add(history, at, Cause.DRIFT, Result.CONVERGED);
    }
    Instant now = at(5);
    for (int minutes : new int[] {10, 20, 40, 60, 60, 60}) {
      Instant until = now.plus(Duration.ofMinutes(minutes));
      assertThat(stalled(LoopBreaker.judge(history, MEMORY, SPEC, now)).until()).isEqualTo(until);
      now = until;
      assertThat(LoopBreaker.judge(history, MEMORY, SPEC, now)).isEqualTo(new Verdict.Go());
      history =
          LoopBreaker.add(history, new Attempt(now, Cause.DRIFT, MEMORY, Result.CONVERGED), SPEC);
    }
    Instant quiet = now.plus(Duration.ofMinutes(60 + 11));
    history =
        LoopBreaker.add(history, new Attempt(quiet, Cause.DRIFT, MEMORY, Result.CONVERGED), SPEC);
    assertThat(LoopBreaker.judge(history, MEMORY, SPEC, quiet.plusSeconds(1)))
        .isEqualTo(new Verdict.Go());
  }

  @Test
  void failuresPauseFromOneSecondToFiveMinutes() {
    CorrectionHistory history = CorrectionHistory.none(WEB);
    Instant now = START;
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300, 300}) {
      history =
          LoopBreaker.add(history, new Attempt(now, Cause.DRIFT, MEMORY, Result.FAILED), SPEC);
      Verdict.Stalled verdict = stalled(LoopBreaker.judge(history, MEMORY, SPEC, now));
      assertThat(verdict.until()).isEqualTo(now.plusSeconds(seconds));
      assertThat(verdict.reason()).isEqualTo(FailureReason.WAITING);
      now = now.plusSeconds(seconds);
      assertThat(LoopBreaker.judge(history, MEMORY, SPEC, now)).isEqualTo(new Verdict.Go());
    }
    assertThat(history.attempts()).hasSize(LoopBreaker.REMEMBERED_FAILURES);
    assertThat(LoopBreaker.judge(LoopBreaker.gitMoved(history), MEMORY, SPEC, START))
        .isEqualTo(new Verdict.Go());
  }

  @Test
  void aBadSpecWaitsForGit() {
    CorrectionHistory history =
        LoopBreaker.spoil(
            CorrectionHistory.none(WEB),
            new BadSpec(SPEC, FailureReason.NOT_HEALTHY, "no health within 60s"));
    Verdict.Stalled verdict = stalled(LoopBreaker.judge(history, MEMORY, SPEC, START));
    assertThat(verdict.reason()).isEqualTo(FailureReason.BAD_SPEC);
    assertThat(verdict.message()).contains("no health within 60s").contains("setpoint sync");
    assertThat(LoopBreaker.judge(history, MEMORY, OTHER, START)).isEqualTo(new Verdict.Go());
    assertThat(LoopBreaker.judge(history, MEMORY, null, START)).isEqualTo(new Verdict.Go());
  }

  @Test
  void aBadSpecSaysWhenNothingRunsInItsPlace() {
    CorrectionHistory history =
        LoopBreaker.spoil(
            CorrectionHistory.none(WEB),
            new BadSpec(SPEC, FailureReason.NOT_HEALTHY, "no health within 60s"));
    Set<String> gone = Set.of(LoopBreaker.EXISTENCE);
    assertThat(stalled(LoopBreaker.judge(history, gone, SPEC, START)).message())
        .contains("gone from the node, so nothing runs")
        .contains("revert it");
    assertThat(stalled(LoopBreaker.judge(history, MEMORY, SPEC, START)).message())
        .doesNotContain("nothing runs");
  }

  @Test
  void memoryIsBounded() {
    CorrectionHistory history = CorrectionHistory.none(WEB);
    for (int at = 0; at < 1000; at++) {
      history = add(history, at, Cause.DRIFT, Result.CONVERGED);
    }
    assertThat(history.attempts()).hasSize(LoopBreaker.REMEMBERED);
    assertThat(LoopBreaker.trim(history, START.plus(Duration.ofDays(2))).attempts()).isEmpty();
  }

  private static CorrectionHistory add(
      CorrectionHistory history, long second, Cause cause, Result result) {
    return LoopBreaker.add(history, new Attempt(at(second), cause, MEMORY, result), SPEC);
  }

  private static Verdict.Stalled stalled(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
    return (Verdict.Stalled) verdict;
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static FieldsDigest digest(String value) {
    return Fields.of(Map.of("spec.memory", FieldValue.text(value))).digest();
  }
}
