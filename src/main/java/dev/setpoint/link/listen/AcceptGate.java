package dev.setpoint.link.listen;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is under way on the port. Safe for many threads. */
final class AcceptGate {
  private final ListenLimits limits;
  private final Room connections = new Room();
  private final Room handshakes = new Room();
  private final Room strangers = new Room();
  private final Room questions = new Room();
  private final AtomicLong turnedAway = new AtomicLong();

  AcceptGate(ListenLimits limits) {
    this.limits = limits;
  }

  /** Places of which so many are taken. */
  private static final class Room {
    private final AtomicInteger taken = new AtomicInteger();

    boolean take(int of) {
      if (taken.incrementAndGet() > of) {
        taken.decrementAndGet();
        return false;
      }
      return true;
    }

    void leave() {
      taken.decrementAndGet();
    }
  }

  boolean connection() {
    if (!connections.take(limits.connections())) {
      return turnAway();
    }
    handshakes.taken.incrementAndGet();
    return true;
  }

  /** Whether no further connection should be accepted now. */
  boolean isFullOfHandshakes() {
    return handshakes() >= limits.handshakes();
  }

  /**
   * Whether so many are done that further ones should be accepted: not with each that ends, which
   * would wake the port for each.
   */
  boolean hasRoomForHandshakes() {
    return handshakes() <= limits.handshakes() / 2;
  }

  int handshakes() {
    return handshakes.taken.get();
  }

  void handshakeDone() {
    handshakes.leave();
  }

  void connectionDone() {
    connections.leave();
  }

  boolean stranger() {
    return strangers.take(limits.strangers()) || turnAway();
  }

  void strangerDone() {
    strangers.leave();
  }

  boolean question() {
    return questions.take(limits.questions()) || turnAway();
  }

  void questionDone() {
    questions.leave();
  }

  private boolean turnAway() {
    turnedAway.incrementAndGet();
    return false;
  }

  long turnedAway() {
    return turnedAway.get();
  }
}
