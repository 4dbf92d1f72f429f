package dev.setpoint;

import dev.setpoint.audit.AuditLog;
import dev.setpoint.controller.Control;
import dev.setpoint.controller.ControlLoop;
import dev.setpoint.trust.People;
import dev.setpoint.trust.TrustDesk;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** The running loops as the framework sees them. */
@Singleton
final class UpBeans {
  /** A poll may be put off by five minutes after failures; beyond twice that the loop hangs. */
  private static final Duration LONGEST_POLL_GAP = Duration.ofMinutes(10);

  private static ControlLoop loop() {
    return UpProcess.running().up().control();
  }

  @Produces
  @Singleton
  Control control() {
    return loop();
  }

  @Produces
  @Singleton
  AuditLog auditLog() {
    return UpProcess.running().up().auditLog();
  }

  @Produces
  @Singleton
  People people() {
    return UpProcess.running().up().people();
  }

  @Produces
  @Singleton
  TrustDesk trustDesk() {
    return UpProcess.running().up().trustDesk();
  }

  /** Ready: every engine was looked at once and the record can be written. */
  @Produces
  @Readiness
  @Singleton
  HealthCheck readiness() {
    return () -> {
      boolean looked = loop().hasLookedEverywhere();
      boolean writable = UpProcess.running().up().isRecordWritable();
      return HealthCheckResponse.named("reconcile")
          .status(looked && writable)
          .withData("firstPass", looked)
          .withData("recordWritable", writable)
          .build();
    };
  }

  /** Alive: the poll goes round. */
  @Produces
  @Liveness
  @Singleton
  HealthCheck liveness() {
    return () -> {
      var last = loop().lastPoll();
      boolean goesRound =
          last.isEmpty()
              || Duration.between(last.get(), Instant.now()).compareTo(LONGEST_POLL_GAP) < 0;
      return HealthCheckResponse.named("poll")
          .status(goesRound)
          .withData("lastPoll", last.map(Instant::toString).orElse("none yet"))
          .build();
    };
  }

  void stop(@Observes ShutdownEvent event) {
    UpProcess.running().up().close();
  }
}
