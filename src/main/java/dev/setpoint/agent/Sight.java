package dev.setpoint.agent;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.Plan.Blocked;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of one resource on one target.
 *
 * @param place where it is
 * @param observed as last seen, or null before the first look
 * @param unknown why the last look could not tell, or null when it could
 * @param drift what differs, or null
 * @param driftSince when that was first seen
 * @param blocked why nothing is done about it, or null
 * @param failed what the last correction failed with, until it is as declared
 * @param doing what is being done to it right now, or null; while it is set, nobody else works on
 *     it
 * @param lookAgain whether somebody asked for a look while it was being worked on
 * @param touched number of the look that last moved it; an older look is not believed
 */
record Sight(
    Place place,
    @Nullable ObservedResource observed,
    @Nullable String unknown,
    @Nullable Drift drift,
    @Nullable Instant driftSince,
    @Nullable Blocked blocked,
    Outcome.@Nullable Failed failed,
    @Nullable String doing,
    boolean lookAgain,
    long touched) {
  /**
   * Where a resource is.
   *
   * @param target name of the target
   */
  record Place(String target, ResourceId id) {}

  /** Nothing is known yet. */
  static Sight none(Place place) {
    return new Sight(place, null, null, null, null, null, null, null, false, 0);
  }

  boolean isBusy() {
    return doing != null;
  }

  /** What a judgement may go by: unknown is never absent. */
  @Nullable ObservedResource forJudging() {
    return unknown == null ? observed : new ObservedResource.Unknown(place.id(), unknown);
  }

  /** Whether something happened that those who need the resource wait for. */
  static boolean hasMovedOn(@Nullable ObservedResource before, ObservedResource now) {
    if (now instanceof ObservedResource.Unknown) {
      return false;
    }
    return before == null || !bearing(before).equals(bearing(now));
  }

  private static String bearing(ObservedResource observed) {
    return switch (observed) {
      case ObservedResource.Present present ->
          present.object().engineId()
              + present.condition().running()
              + present.condition().health()
              + present.condition().exitCode();
      case ObservedResource.Absent _ -> "absent";
      case ObservedResource.Unknown _ -> "unknown";
    };
  }

  /** Seen by a look; a look that could not tell leaves what was seen before. */
  Sight seen(ObservedResource now, long look) {
    if (now instanceof ObservedResource.Unknown(_, var reason)) {
      return new Sight(
          place, observed, reason, drift, driftSince, blocked, failed, doing, lookAgain, look);
    }
    return new Sight(place, now, null, drift, driftSince, blocked, failed, doing, lookAgain, look);
  }

  /** Judged; a drift that was there before keeps its time. */
  Sight judged(@Nullable Drift nowDrift, @Nullable Blocked nowBlocked, Instant now) {
    var since = nowDrift == null ? null : driftSince == null ? now : driftSince;
    var stillFailed = nowDrift == null ? null : failed;
    return new Sight(
        place,
        observed,
        unknown,
        nowDrift,
        since,
        nowBlocked,
        stillFailed,
        doing,
        lookAgain,
        touched);
  }

  /** Nothing is done about it now. */
  Sight blocked(Blocked now) {
    return new Sight(
        place, observed, unknown, drift, driftSince, now, failed, doing, lookAgain, touched);
  }

  /** Worked on, or with null no longer worked on. */
  Sight doing(@Nullable String sentence, long look) {
    return new Sight(
        place, observed, unknown, drift, driftSince, blocked, failed, sentence, false, look);
  }

  /** The sentence of what is being done. */
  Sight progress(String sentence) {
    return new Sight(
        place, observed, unknown, drift, driftSince, blocked, failed, sentence, lookAgain, touched);
  }

  /** A correction ended with this, or with null went well. */
  Sight failed(Outcome.@Nullable Failed now) {
    return new Sight(
        place, observed, unknown, drift, driftSince, blocked, now, doing, lookAgain, touched);
  }

  /** A look was asked for while it was being worked on. */
  Sight wantedAgain() {
    return new Sight(
        place, observed, unknown, drift, driftSince, blocked, failed, doing, true, touched);
  }
}
