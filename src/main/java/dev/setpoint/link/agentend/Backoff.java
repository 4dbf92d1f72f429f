package dev.setpoint.link.agentend;

import dev.setpoint.link.session.LinkTimings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: any time between nothing and a bound that doubles with
 * every failure (full jitter), so that many agents do not come back at once. For one thread.
 */
final class Backoff {
  /** However long a controller asks an agent to stay away, it comes back after this. */
  static final Duration MAX_ASKED = Duration.ofMinutes(10);

  private static final int MAX_DOUBLINGS = 20;

  private final LinkTimings timings;
  private final RandomGenerator random;
  private int failures;

  Backoff(LinkTimings timings, RandomGenerator random) {
    this.timings = timings;
    this.random = random;
  }

  /** A connection lived long enough. */
  void steady() {
    failures = 0;
  }

  /** The wait after a failure; at least what the controller asked for, and then spread too. */
  Duration next(Duration asked) {
    long bound =
        Math.min(
            timings.retryCap().toMillis(),
            timings.retryBase().toMillis() << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    var atLeast = asked.isNegative() ? Duration.ZERO : asked;
    var bounded = atLeast.compareTo(MAX_ASKED) > 0 ? MAX_ASKED : atLeast;
    long spread = Math.max(bound, bounded.toMillis() / 2);
    return bounded.plusMillis(random.nextLong(spread + 1));
  }
}
