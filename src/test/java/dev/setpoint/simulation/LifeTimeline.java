package dev.setpoint.simulation;

import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.simulation.Life.Killed;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Clock and thread of one process: what it waits for inside of a task puts its own clock ahead, and
 * its next task begins no sooner than that. Nothing runs once the process is dead.
 */
final class LifeTimeline implements Timeline {
  private final VirtualTimeline world;
  private final Life life;
  private final Runnable afterEach;
  private Duration ahead = Duration.ZERO;
  private Instant busyUntil = Instant.MIN;

  LifeTimeline(VirtualTimeline world, Life life, Runnable afterEach) {
    this.world = world;
    this.life = life;
    this.afterEach = afterEach;
  }

  /** Waits within the task that runs. */
  void pause(Duration time) {
    ahead = ahead.plus(time);
  }

  /** How far its clock is ahead of the world's. */
  Duration ahead() {
    return ahead;
  }

  @Override
  public Instant instant() {
    return world.instant().plus(ahead);
  }

  @Override
  public void start(String name, Runnable work) {
    startAfter(Duration.ZERO, name, work);
  }

  @Override
  public Ticket startAfter(Duration delay, String name, Runnable work) {
    var cancelled = new AtomicBoolean();
    world.startAfter(ahead.plus(delay), name, () -> run(name, work, cancelled));
    return () -> cancelled.set(true);
  }

  private void run(String name, Runnable work, AtomicBoolean cancelled) {
    if (!life.isAlive() || cancelled.get()) {
      return;
    }
    if (busyUntil.isAfter(world.instant())) {
      var rest = Duration.between(world.instant(), busyUntil);
      world.startAfter(rest, name, () -> run(name, work, cancelled));
      return;
    }
    try {
      work.run();
    } catch (Killed end) {
      // The process is gone, with everything that it had in memory.
    } finally {
      busyUntil = instant();
      ahead = Duration.ZERO;
    }
    afterEach.run();
  }
}
