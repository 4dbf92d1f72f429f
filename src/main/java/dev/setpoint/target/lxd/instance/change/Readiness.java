package dev.setpoint.target.lxd.instance.change;

import dev.setpoint.manifest.instance.InstanceHealth;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.ExecRequest;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.fields.LiveInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits until a started instance is ready: its command says so, or it runs on for a short time. */
final class Readiness {
  private final Job job;
  private @Nullable Instant lastCheck;
  private String lastAnswer = "not yet asked";

  Readiness(Job job) {
    this.job = job;
  }

  /** Waits; the answer says why it is not ready, and is empty when it is. */
  Optional<String> await(EntityPath path) {
    return await(path, job.spec().health());
  }

  /** The same without its command: it runs on for a short time. */
  Optional<String> runsOn(EntityPath path) {
    return await(path, null);
  }

  private Optional<String> await(EntityPath path, @Nullable InstanceHealth health) {
    Instant start = now();
    Instant deadline = start.plus(job.spec().readyWithin());
    while (true) {
      if (!new LiveInstance(job.server().get(path).json()).isRunning()) {
        return Optional.of("it ended after its start" + lastWords(path));
      }
      Duration up = Duration.between(start, now());
      boolean ready =
          health == null
              ? up.compareTo(job.ground().limits().settle()) >= 0
              : isHealthy(path, health);
      if (ready) {
        return Optional.empty();
      }
      if (!now().isBefore(deadline)) {
        return Optional.of(
            "its health command did not succeed within %d s (last: %s)"
                .formatted(job.spec().readyWithin().toSeconds(), lastAnswer));
      }
      job.pause();
    }
  }

  private Instant now() {
    return job.ground().clock().instant();
  }

  /** While it comes up it is asked sooner than its interval says. */
  private boolean isHealthy(EntityPath path, InstanceHealth health) {
    Duration every =
        health.interval().compareTo(Duration.ofSeconds(1)) < 0
            ? health.interval()
            : Duration.ofSeconds(1);
    if (lastCheck != null && now().isBefore(lastCheck.plus(every))) {
      return false;
    }
    lastCheck = now();
    try {
      var result =
          job.server()
              .exec(path, new ExecRequest(health.command(), Map.of(), 0, 0, "", health.timeout()));
      lastAnswer = "exit code " + result.code();
      return result.isSuccess();
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.UNREACHABLE) {
        throw e;
      }
      lastAnswer = String.valueOf(e.getMessage());
      return false;
    }
  }

  private String lastWords(EntityPath path) {
    try {
      String log = job.server().consoleLog(path).strip();
      int most = job.ground().limits().logChars();
      String end = log.length() > most ? "…" + log.substring(log.length() - most) : log;
      return end.isEmpty() ? "" : "; its console says: " + end;
    } catch (LxdException notTold) {
      return "";
    }
  }
}
