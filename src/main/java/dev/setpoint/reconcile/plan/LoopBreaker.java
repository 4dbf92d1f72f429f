package dev.setpoint.reconcile.plan;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.Attempt;
import dev.setpoint.reconcile.CorrectionHistory.BadSpec;
import dev.setpoint.reconcile.CorrectionHistory.Result;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.field.FieldsDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Setpoint from correcting the same thing for ever. It sees three kinds of loop: a correction
 * that does not take (stop until git moves), somebody who changes a field back each time (longer
 * and longer pauses), and a correction that fails (short pauses that double). Pure: the same
 * history and time give the same verdict, without jitter.
 */
public final class LoopBreaker {
  /** So many corrections of the same fields in a row that changed nothing stall the resource. */
  public static final int NOT_CONVERGING_AFTER = 3;

  /** More corrections of one field than this within {@link #FIGHT_WINDOW} are a fight. */
  public static final int FIGHTING_ABOVE = 5;

  /** Time in which corrections of one field are counted. */
  public static final Duration FIGHT_WINDOW = Duration.ofMinutes(10);

  /** First pause of a fight; doubles with each further correction that did not last. */
  public static final Duration FIGHT_PAUSE = Duration.ofMinutes(10);

  /** Longest pause of a fight. */
  public static final Duration FIGHT_PAUSE_MAX = Duration.ofHours(1);

  /** Pause after the first failure; doubles with each further one. */
  public static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  /** Longest pause after a failure. */
  public static final Duration RETRY_PAUSE_MAX = Duration.ofMinutes(5);

  /** Attempts older than this are forgotten. Long enough to remember several longest pauses. */
  public static final Duration MEMORY = Duration.ofHours(24);

  /** So many corrections are remembered at most. */
  public static final int REMEMBERED = 100;

  /** So many failures are remembered at most; more would not lengthen the pause. */
  public static final int REMEMBERED_FAILURES = 12;

  /** Stands for the resource as a whole where a correction is not about fields. */
  public static final String EXISTENCE = "existence";

  /** Stands for what a person asked for. */
  public static final String REQUEST = "request";

  private static final String LEFTOVERS = "leftovers";
  private static final String OWNERSHIP = "ownership";

  private LoopBreaker() {}

  /** The paths under which a correction is remembered. */
  public static Set<String> paths(Correction correction) {
    return switch (correction) {
      case Correction.Create _, Correction.Prune _ -> Set.of(EXISTENCE);
      case Correction.Settle _ -> Set.of(LEFTOVERS);
      case Correction.Adopt _ -> Set.of(OWNERSHIP);
      case Correction.Rollback _, Correction.Reset _ -> Set.of(REQUEST);
      case Correction.Update _,
          Correction.Replace _,
          Correction.Restart _,
          Correction.Start _,
          Correction.Stop _ ->
          correction.due().changes().stream()
              .map(FieldDrift::path)
              .collect(Collectors.toUnmodifiableSet());
    };
  }

  /**
   * Whether a correction may be tried now.
   *
   * @param paths what it is for, as {@link #paths} tells
   * @param spec digest of what git wants now, or null when it is no longer declared
   */
  public static Verdict judge(
      CorrectionHistory history, Set<String> paths, @Nullable FieldsDigest spec, Instant now) {
    BadSpec bad = history.badSpec();
    if (bad != null && bad.specDigest().equals(spec) && isBlockedBy(bad, paths)) {
      return spoiled(history.id(), bad, paths);
    }
    Verdict fight = Fight.judge(history, paths, now);
    return fight instanceof Verdict.Stalled ? fight : afterFailures(history, now);
  }

  /**
   * The history with one more attempt, trimmed.
   *
   * @param spec digest of what was tried, or null when it is no longer declared
   */
  public static CorrectionHistory add(
      CorrectionHistory history, Attempt attempt, @Nullable FieldsDigest spec) {
    var attempts = new ArrayList<>(history.attempts());
    attempts.add(attempt);
    var longer = history.trying(attempts);
    boolean stalls = isNotConverging(attempts, attempt.paths());
    CorrectionHistory judged =
        spec != null && stalls ? spoil(longer, notConverging(longer.id(), attempt, spec)) : longer;
    return trim(judged, attempt.at());
  }

  /** The history that knows a spec to be bad. */
  public static CorrectionHistory spoil(CorrectionHistory history, BadSpec bad) {
    return history.spoiledBy(bad);
  }

  /**
   * The history after git has moved: what failed may be tried again, but a fight is still a fight.
   */
  public static CorrectionHistory gitMoved(CorrectionHistory history) {
    List<Attempt> worked =
        history.attempts().stream().filter(one -> one.result() == Result.CONVERGED).toList();
    return history.trying(worked).spoiledBy(null);
  }

  /**
   * The history after a restart has interrupted a correction: what it left behind is our own doing,
   * so putting that in order is no fight with anybody.
   */
  public static CorrectionHistory interrupted(CorrectionHistory history) {
    List<Attempt> others =
        history.attempts().stream().filter(one -> !one.paths().contains(LEFTOVERS)).toList();
    return history.trying(others);
  }

  /**
   * The history after a person has asked to sync: nothing holds it back but what a person said of
   * this very resource.
   */
  public static CorrectionHistory cleared(CorrectionHistory history) {
    BadSpec bad = history.badSpec();
    boolean wasLeft = bad != null && bad.reason() == FailureReason.ROLLED_BACK;
    return history.trying(List.of()).spoiledBy(wasLeft ? bad : null);
  }

  /** The history without what no longer counts. */
  public static CorrectionHistory trim(CorrectionHistory history, Instant now) {
    Instant oldest = now.minus(MEMORY);
    List<Attempt> young =
        history.attempts().stream().filter(one -> one.at().isAfter(oldest)).toList();
    Set<Attempt> failed =
        Set.copyOf(
            last(young.stream().filter(LoopBreaker::isFailure).toList(), REMEMBERED_FAILURES));
    List<Attempt> counting =
        young.stream().filter(one -> !isFailure(one) || failed.contains(one)).toList();
    return history.trying(last(counting, REMEMBERED));
  }

  private static <T> List<T> last(List<T> all, int most) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  private static boolean isFailure(Attempt attempt) {
    return attempt.result() == Result.FAILED;
  }

  /**
   * Nothing keeps a resource from being put in order or taken over. Fields that do not converge do
   * not keep it from being made again either; a spec that is bad as a whole does.
   */
  private static boolean isBlockedBy(BadSpec bad, Set<String> paths) {
    if (paths.contains(LEFTOVERS) || paths.contains(OWNERSHIP)) {
      return false;
    }
    return bad.reason() != FailureReason.NOT_CONVERGING || !paths.contains(EXISTENCE);
  }

  /** What is there is left as it is; what is not there stays away, which has to be said. */
  private static Verdict spoiled(ResourceId id, BadSpec bad, Set<String> paths) {
    if (bad.reason() == FailureReason.NOT_CONVERGING) {
      return new Verdict.Stalled(FailureReason.NOT_CONVERGING, bad.message(), null);
    }
    if (bad.reason() == FailureReason.ROLLED_BACK) {
      return new Verdict.Stalled(
          FailureReason.ROLLED_BACK,
          ("%s: %s%s; commit another declaration, or run `setpoint rollback` once more to go"
                  + " forward again")
              .formatted(
                  id, bad.message(), paths.contains(EXISTENCE) ? ", and it is gone since" : ""),
          null);
    }
    return new Verdict.Stalled(
        FailureReason.BAD_SPEC,
        ("%s: this declaration was tried and failed (%s: %s)%s; commit another one or revert it,"
                + " or run `setpoint sync` to try it once more")
            .formatted(
                id,
                bad.reason().word(),
                bad.message(),
                paths.contains(EXISTENCE) ? ", and it is gone from the node, so nothing runs" : ""),
        null);
  }

  private static boolean isNotConverging(List<Attempt> attempts, Set<String> paths) {
    List<Attempt> lately = last(attempts, NOT_CONVERGING_AFTER);
    return lately.size() == NOT_CONVERGING_AFTER
        && lately.stream()
            .allMatch(one -> one.result() == Result.NOT_CONVERGED && one.paths().equals(paths));
  }

  private static BadSpec notConverging(ResourceId id, Attempt attempt, FieldsDigest spec) {
    return new BadSpec(
        spec,
        FailureReason.NOT_CONVERGING,
        ("%s: %s still differs after %d corrections; the engine takes the value and shows another."
                + " Declare what it shows, ignore the field in a Policy, or run `setpoint sync`"
                + " to try again")
            .formatted(
                id, String.join(", ", new TreeSet<>(attempt.paths())), NOT_CONVERGING_AFTER));
  }

  private static Verdict afterFailures(CorrectionHistory history, Instant now) {
    int failures = 0;
    for (Attempt attempt : history.attempts().reversed()) {
      if (!isFailure(attempt)) {
        break;
      }
      failures++;
    }
    if (failures == 0) {
      return new Verdict.Go();
    }
    Instant until =
        history.attempts().getLast().at().plus(doubled(RETRY_PAUSE, failures - 1, RETRY_PAUSE_MAX));
    if (!until.isAfter(now)) {
      return new Verdict.Go();
    }
    String tries = failures == 1 ? "the last try" : "the last " + failures + " tries";
    return new Verdict.Stalled(
        FailureReason.WAITING,
        "%s: %s failed; it is tried again at %s".formatted(history.id(), tries, until),
        until);
  }

  /**
   * A pause that doubles with each step up to a cap; cause and result of attempts do not matter.
   */
  static Duration doubled(Duration first, int steps, Duration cap) {
    Duration pause = first;
    for (int step = 0; step < steps && pause.compareTo(cap) < 0; step++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(cap) < 0 ? pause : cap;
  }

  /** Whether an attempt put back what somebody had moved. */
  static boolean healed(Attempt attempt, String path) {
    return !isFailure(attempt)
        && (attempt.cause() == Cause.DRIFT || attempt.cause() == Cause.BOTH)
        && attempt.paths().contains(path);
  }
}
