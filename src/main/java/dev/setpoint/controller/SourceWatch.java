package dev.setpoint.controller;

import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.yaml.Problem;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How the followed repository stands, put together from what polls bring. Safe for many threads.
 */
final class SourceWatch {
  private final ReentrantLock lock = new ReentrantLock();
  private final ControlSettings settings;
  // All guarded by the lock.
  private Verdict verdict =
      new Verdict(Condition.RECONCILING, "", "the repository was not asked yet", List.of());
  private @Nullable Revision accepted;
  private @Nullable Instant acceptedAt;
  private @Nullable Instant checkedAt;
  private @Nullable Instant nextPoll;

  SourceWatch(ControlSettings settings) {
    this.settings = settings;
  }

  /** What the last poll came to. */
  record Verdict(Condition condition, String reason, String message, List<Problem> problems) {
    static Verdict ready(Revision revision) {
      return new Verdict(
          Condition.READY, "", "revision " + revision.shortId() + " is in force", List.of());
    }

    static Verdict stalled(String reason, String message) {
      return new Verdict(Condition.STALLED, reason, message, List.of());
    }
  }

  void accepted(Revision revision, Instant at) {
    lock.lock();
    try {
      accepted = revision;
      acceptedAt = at;
      verdict = Verdict.ready(revision);
    } finally {
      lock.unlock();
    }
  }

  void judged(Verdict next) {
    lock.lock();
    try {
      verdict = next;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The branch stands where it stood: a failure to ask is over, a refused revision stays refused.
   */
  void answered(Revision standing) {
    lock.lock();
    try {
      var inForce = accepted;
      if (inForce != null && inForce.id().equals(standing.id())) {
        verdict = Verdict.ready(inForce);
      }
    } finally {
      lock.unlock();
    }
  }

  void polled(@Nullable Instant contact, Instant next) {
    lock.lock();
    try {
      checkedAt = contact == null ? checkedAt : contact;
      nextPoll = next;
    } finally {
      lock.unlock();
    }
  }

  SourceStatus status() {
    lock.lock();
    try {
      return new SourceStatus(
          settings.url(),
          settings.branch(),
          accepted,
          acceptedAt,
          checkedAt,
          verdict.condition(),
          verdict.reason(),
          verdict.message(),
          verdict.problems(),
          nextPoll);
    } finally {
      lock.unlock();
    }
  }
}
