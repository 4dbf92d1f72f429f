package dev.setpoint.api;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.controller.Explanation;
import dev.setpoint.controller.SourceStatus;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.NodeReport.TargetReport;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Hider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Worlds that tests of the API and the command line look at; everything at one fixed time. */
public final class Worlds {
  /** The time of the look. */
  public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private static final Revision REVISION =
      new Revision(
          "9af31c2d4e5b60718293a4b5c6d7e8f901234567",
          "Ann Example <ann@example.org>",
          "Raise the memory of web \u001b[31m",
          NOW.minusSeconds(140));
  private static final ResourceId WEB = ResourceId.container("web");
  private static final EngineObject WEB_OBJECT = new EngineObject("c0ffee", "web");

  private Worlds() {}

  /** One node on which web has drifted, db is blocked, and the rest is as declared. */
  public static ControlledWorld drifted() {
    return new ControlledWorld(
        source(Condition.READY, "", "", List.of()),
        List.of(report()),
        List.of(
            new Suspension(
                ResourceId.container("db"),
                "ann",
                "moving its data",
                NOW.minusSeconds(300),
                NOW.plusSeconds(3600))),
        List.of(explanation()),
        List.of(plan()),
        entries());
  }

  /** Nothing to do. */
  public static ControlledWorld quiet() {
    var calm =
        new NodeReport(
            "local",
            3,
            REVISION.id(),
            NOW.minusSeconds(2),
            Duration.ofMillis(41),
            true,
            List.of(new TargetReport("docker", true, "Docker 20.10.24", "")),
            List.of(resource(WEB, Condition.READY, null, "", null)));
    return new ControlledWorld(
        source(Condition.READY, "", "", List.of()),
        List.of(calm),
        List.of(),
        List.of(),
        List.of(new Plan("local", 3, REVISION, List.of(), List.of())),
        List.of());
  }

  /** The repository is broken, and the engine is gone. */
  public static ControlledWorld held() {
    var problem =
        new Problem(
            "web.yaml", 4, 3, "unknown key 'imgae'", "it would do nothing", "write 'image'");
    var silent =
        new NodeReport(
            "local",
            3,
            REVISION.id(),
            NOW.minusSeconds(2),
            Duration.ofSeconds(5),
            true,
            List.of(new TargetReport("docker", false, "", "start it: systemctl start docker")),
            List.of());
    return new ControlledWorld(
        source(
            Condition.STALLED,
            "InvalidManifests",
            "revision 0123456789ab has 1 problem; correct it and push",
            List.of(problem)),
        List.of(silent),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static SourceStatus source(
      Condition condition, String reason, String message, List<Problem> problems) {
    return new SourceStatus(
        "https://git.example/shop.git",
        "main",
        REVISION,
        NOW.minusSeconds(130),
        NOW.minusSeconds(4),
        condition,
        reason,
        message,
        problems,
        NOW.plusSeconds(11));
  }

  private static NodeReport report() {
    return new NodeReport(
        "local",
        7,
        REVISION.id(),
        NOW.minusSeconds(3),
        Duration.ofMillis(41),
        true,
        List.of(new TargetReport("docker", true, "Docker 20.10.24", "")),
        List.of(
            webReport(),
            resource(
                ResourceId.container("db"),
                Condition.STALLED,
                FailureReason.PORT_TAKEN,
                "port 5432 is taken by process 4242; stop it or change spec.ports",
                new Drift.Missing(ResourceId.container("db"), Cause.INTENTIONAL, List.of())),
            resource(ResourceId.network("shop"), Condition.READY, null, "", null),
            resource(ResourceId.volume("web"), Condition.READY, null, "", null)));
  }

  /** Somebody whose shell tries to print more than its name. */
  private static final Culprit EVE =
      new Culprit(
          "eve over the unix socket", "instance-exec [sh -c \u001b[31mrm]", NOW.minusSeconds(182));

  private static ResourceReport webReport() {
    return new ResourceReport(
        WEB,
        "docker",
        Mode.CORRECT,
        Condition.RECONCILING,
        FailureReason.FIGHTING,
        "something else changes spec.memory again and again; find it, or ignore the field",
        Health.HEALTHY,
        "running",
        new Drift.Changed(WEB, Cause.DRIFT, WEB_OBJECT, changes()),
        NOW.minusSeconds(180),
        NOW.plusSeconds(40),
        List.of(EVE),
        null);
  }

  private static ResourceReport resource(
      ResourceId id,
      Condition condition,
      @Nullable FailureReason reason,
      String message,
      @Nullable Drift drift) {
    return new ResourceReport(
        id,
        "docker",
        Mode.CORRECT,
        condition,
        reason,
        message,
        Health.NONE,
        drift == null ? "running" : "missing",
        drift,
        drift == null ? null : NOW.minusSeconds(20),
        null);
  }

  private static List<FieldDrift> changes() {
    var hider = new Hider("a key of sixteen bytes".getBytes(StandardCharsets.UTF_8));
    return List.of(
        new FieldDrift(
            "spec.env.DB_PASSWORD",
            hider.hide("correct horse"),
            hider.hide("correct horse"),
            hider.hide("battery staple"),
            Cause.DRIFT,
            Remedy.REPLACE,
            "env"),
        new FieldDrift(
            "spec.memory",
            FieldValue.text("64Mi"),
            FieldValue.text("64Mi"),
            FieldValue.text("32Mi"),
            Cause.DRIFT,
            Remedy.IN_PLACE,
            "resources"),
        new FieldDrift(
            "spec.networks.rogue",
            null,
            null,
            FieldValue.text("10.0.0.7"),
            Cause.DRIFT,
            Remedy.IN_PLACE,
            "network"));
  }

  private static Correction update() {
    return new Correction.Update(
        new Correction.Due(
            WEB,
            "docker",
            Cause.DRIFT,
            "memory was changed on the machine",
            changes().subList(1, 2),
            Set.of(ResourceId.network("shop"))),
        WEB_OBJECT);
  }

  private static Plan plan() {
    return new Plan(
        "local",
        7,
        REVISION,
        List.of(update()),
        List.of(
            new Plan.Blocked(
                ResourceId.container("db"),
                FailureReason.PORT_TAKEN,
                "port 5432 is taken by process 4242; stop it or change spec.ports",
                NOW.plusSeconds(25))));
  }

  /** The news of one correction that worked. */
  public static CorrectionNews news() {
    return new CorrectionNews(
        "local",
        update(),
        new Outcome.Corrected(WEB_OBJECT, "updated"),
        NOW.minusMillis(900),
        NOW.minusMillis(800),
        Duration.ofMillis(120),
        11);
  }

  /** The news of one that did not. */
  public static CorrectionNews badNews() {
    return new CorrectionNews(
        "local",
        update(),
        new Outcome.Failed(
            FailureReason.TARGET_REFUSED, "docker refused: out of memory", false, null),
        NOW.minusSeconds(2),
        NOW.minusSeconds(1),
        Duration.ofMillis(350),
        13);
  }

  private static Explanation explanation() {
    return new Explanation(
        "local",
        webReport(),
        null,
        REVISION,
        "Policy careful at policies/careful.yaml:1",
        List.of("container/db until healthy"),
        entries().subList(2, 4).reversed());
  }

  private static AuditEvent.Intent intent() {
    return new AuditEvent.Intent(
        "local",
        "docker",
        WEB,
        "Update",
        "drift",
        "memory was changed on the machine",
        changes(),
        REVISION.id(),
        REVISION.author(),
        "shop/web.yaml:3",
        NOW.minusSeconds(101),
        List.of(EVE));
  }

  private static List<AuditEntry> entries() {
    return List.of(
        new AuditEntry(1, NOW.minusSeconds(7200), new AuditEvent.Started("0.1.0", "local")),
        new AuditEntry(
            2,
            NOW.minusSeconds(130),
            new AuditEvent.RevisionAccepted(
                "https://git.example/shop.git",
                REVISION.id(),
                REVISION.author(),
                REVISION.subject(),
                8)),
        new AuditEntry(3, NOW.minusSeconds(100), intent()),
        new AuditEntry(
            4,
            NOW.minusSeconds(99),
            new AuditEvent.Settled(
                3, "local", WEB, "Failed", "TargetRefused", "docker refused", 350, false)),
        new AuditEntry(
            5,
            NOW.minusSeconds(90),
            new AuditEvent.Suspended(
                "local", ResourceId.container("db"), "ann", "moving its data", null)),
        new AuditEntry(
            6,
            NOW.minusSeconds(80),
            new AuditEvent.RevisionHeld(
                "https://git.example/shop.git",
                "0123456789abcdef",
                "InvalidManifests",
                "1 problem")),
        new AuditEntry(7, NOW.minusSeconds(70), new AuditEvent.Resumed("local", null, "ann")));
  }
}
