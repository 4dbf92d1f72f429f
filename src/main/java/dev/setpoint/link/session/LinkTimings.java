package dev.setpoint.link.session;

import java.time.Duration;

/**
 * The times that both ends keep.
 *
 * @param heartbeat an end that said nothing for so long says that it is alive
 * @param deadAfter an end that heard nothing for so long gives the connection up
 * @param tick how often both are looked at
 * @param greetWithin how long opening and the first messages of both ends may take together
 * @param retryBase first bound of the wait before a new attempt; doubles with each failure
 * @param retryCap last bound of it
 * @param steadyAfter a connection that lived so long ends the doubling
 * @param reportGap a report that waits for a slow reader is tried again after so long
 * @param answerWithin how long a question to an agent may take
 */
public record LinkTimings(
    Duration heartbeat,
    Duration deadAfter,
    Duration tick,
    Duration greetWithin,
    Duration retryBase,
    Duration retryCap,
    Duration steadyAfter,
    Duration reportGap,
    Duration answerWithin) {
  /** The times of the program; {@code docs/fleet/protocol.md} names them. */
  public static LinkTimings standard() {
    return new LinkTimings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(25),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(20),
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(60));
  }

  /** All times divided by a number, for tests against real sockets. */
  public LinkTimings fasterBy(int factor) {
    return new LinkTimings(
        heartbeat.dividedBy(factor),
        deadAfter.dividedBy(factor),
        tick.dividedBy(factor),
        greetWithin,
        retryBase.dividedBy(factor),
        retryCap.dividedBy(factor),
        steadyAfter.dividedBy(factor),
        reportGap.dividedBy(factor),
        answerWithin);
  }
}
