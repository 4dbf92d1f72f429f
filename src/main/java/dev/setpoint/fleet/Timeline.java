package dev.setpoint.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What a loop runs on: the clock, work that starts now and work that starts later. In the program
 * it is the system's clock and virtual threads; in a simulation it is one thread on a virtual
 * clock, so that the same seed gives the same run. A loop gets time and threads from nowhere else.
 */
public interface Timeline extends InstantSource {
  /** Starts work at once; it may block. Returns before the work has ended. */
  void start(String name, Runnable work);

  /** Starts work after a while, unless the ticket is cancelled before. */
  Ticket startAfter(Duration delay, String name, Runnable work);

  /** How long ago something was, never negative. */
  default Duration since(Instant past) {
    var gone = Duration.between(past, instant());
    return gone.isNegative() ? Duration.ZERO : gone;
  }

  /** Work that has not started yet. */
  @FunctionalInterface
  interface Ticket {
    /** Forgets the work; does nothing when it has started. */
    void cancel();
  }
}
