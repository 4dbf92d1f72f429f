package dev.setpoint.trust.enrol;

import java.util.concurrent.atomic.LongAdder;

/** How often what was answered since the start, for metrics. Safe for many threads. */
public final class JoinCounts {
  private final LongAdder joined = new LongAdder();
  private final LongAdder renewed = new LongAdder();
  private final LongAdder refused = new LongAdder();

  void countJoined() {
    joined.increment();
  }

  void countRenewed() {
    renewed.increment();
  }

  void countRefused() {
    refused.increment();
  }

  /** Machines that joined. */
  public long joined() {
    return joined.sum();
  }

  /** Certificates that were renewed, in time or late. */
  public long renewed() {
    return renewed.sum();
  }

  /** Requests to join or renew that were refused. */
  public long refused() {
    return refused.sum();
  }
}
