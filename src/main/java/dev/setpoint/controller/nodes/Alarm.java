package dev.setpoint.controller.nodes;

import dev.setpoint.fleet.Timeline;
import dev.setpoint.fleet.Timeline.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rings at one time; to set it again replaces the time before. Not safe for many threads. */
final class Alarm {
  private final Timeline timeline;
  private final Runnable ring;
  private @Nullable Ticket ticket;

  /** One that is not set. */
  Alarm(Timeline timeline, Runnable ring) {
    this.timeline = timeline;
    this.ring = ring;
  }

  /** Rings just after that time, or not at all. */
  void set(Optional<Instant> due) {
    if (ticket != null) {
      ticket.cancel();
    }
    ticket =
        due.isEmpty()
            ? null
            : timeline.startAfter(
                Duration.between(timeline.instant(), due.get()).plusMillis(1), "rollout", ring);
  }
}
