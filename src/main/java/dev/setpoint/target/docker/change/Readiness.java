package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.target.docker.look.ContainerLooks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Waits until a started container is ready: healthy when it has a check, exited with 0 when it is a
 * one-shot, else still running after a short time.
 */
final class Readiness {
  private final ContainerJob job;

  Readiness(ContainerJob job) {
    this.job = job;
  }

  /** Waits; the answer says why it is not ready, and is empty when it is. */
  Optional<String> await(String id) {
    Instant start = job.ground().clock().instant();
    Instant deadline = start.plus(job.spec().readyWithin());
    while (true) {
      JsonNode inspect = job.engine().container(id);
      Duration up = Duration.between(start, job.ground().clock().instant());
      Verdict verdict = judge(inspect, up);
      switch (verdict) {
        case Verdict.Ready _ -> {
          return Optional.empty();
        }
        case Verdict.Broken(var why) -> {
          return Optional.of(why);
        }
        case Verdict.Wait(var on) -> {
          if (!job.ground().clock().instant().isBefore(deadline)) {
            return Optional.of(
                "it was still %s after %d s".formatted(on, job.spec().readyWithin().toSeconds()));
          }
        }
      }
      job.pause();
      runCheck(id, inspect);
    }
  }

  /** What one look says about readiness. */
  private sealed interface Verdict {
    /** It is ready. */
    record Ready() implements Verdict {}

    /** It will not become ready. */
    record Broken(String why) implements Verdict {}

    /** It is on its way. */
    record Wait(String on) implements Verdict {}
  }

  private Verdict judge(JsonNode inspect, Duration up) {
    Condition condition = ContainerLooks.condition(inspect);
    if (!condition.running() || inspect.path("RestartCount").asInt() > 0) {
      return ended(condition, inspect);
    }
    if (job.spec().oneShot()) {
      return new Verdict.Wait("running");
    }
    return switch (condition.health()) {
      case HEALTHY -> new Verdict.Ready();
      case UNHEALTHY -> new Verdict.Broken("its health check fails");
      case STARTING -> new Verdict.Wait("starting");
      case NONE ->
          up.compareTo(job.ground().limits().settle()) >= 0
              ? new Verdict.Ready()
              : new Verdict.Wait("starting");
    };
  }

  private Verdict ended(Condition condition, JsonNode inspect) {
    Integer exit = condition.exitCode();
    if (job.spec().oneShot() && exit != null && exit == 0) {
      return new Verdict.Ready();
    }
    String how = exit == null ? "" : " with exit code " + exit;
    int restarts = inspect.path("RestartCount").asInt();
    return new Verdict.Broken(
        restarts > 0 ? "it ended and was restarted " + restarts + " times" : "it ended" + how);
  }

  private void runCheck(String id, JsonNode inspect) {
    if (ContainerLooks.condition(inspect).health() == Health.STARTING) {
      job.engine().runHealthCheck(id);
    }
  }
}
