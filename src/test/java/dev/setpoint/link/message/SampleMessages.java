package dev.setpoint.link.message;

import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.NodeReport.TargetReport;
import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.fleet.message.OrderHeader;
import dev.setpoint.fleet.message.ReportHead;
import dev.setpoint.fleet.message.ResourceKey;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Correction.Due;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.plan.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One message of each type, with something in every field. */
final class SampleMessages {
  static final Instant AT = Instant.parse("2026-11-20T10:00:00.123456789Z");
  private static final String DIGEST = "ab".repeat(32);
  private static final ResourceId WEB = ResourceId.container("web");
  private static final EngineObject OBJECT = new EngineObject("0123", "web");
  private static final Revision REVISION =
      new Revision("01ab", "Ann <ann@example>", "Set \"x\"", AT);

  private SampleMessages() {}

  static List<AgentMessage> ofAgent() {
    return List.of(
        new AgentMessage.Alive(),
        new AgentMessage.Hello(
            1, "n1", "instance-1", 7, "0f".repeat(16), "0.1.0", 3, DIGEST, "j1", 12, DIGEST),
        new AgentMessage.ContentsWanted(List.of(new AgentMessage.Wanted(DIGEST, 5))),
        new AgentMessage.OrderReached(3, DIGEST),
        new AgentMessage.OrderRefused(3, "BadDocument", "a sentence"),
        new AgentMessage.WholeReport(report(), DIGEST),
        new AgentMessage.ReportChange(
            DIGEST,
            ReportHead.of(report()),
            report().resources(),
            List.of(new ResourceKey(WEB, "docker")),
            DIGEST),
        new AgentMessage.JournalPart("j1", 12, List.of(bytes("{}"), bytes("two"))),
        new AgentMessage.PlanAnswer(4, plan(), ""),
        new AgentMessage.PlanAnswer(5, null, "no engine answers"),
        new AgentMessage.NodeTokenWanted(6, new ResourceId(ResourceKind.INSTANCE, "shop"), "in"));
  }

  static List<ControllerMessage> ofController() {
    return List.of(
        new ControllerMessage.Alive(),
        new ControllerMessage.Welcome(1, "0.1.0", 12, true),
        new ControllerMessage.OrderOffer(bytes("header"), bytes("signature")),
        new ControllerMessage.Contents(
            List.of(new ControllerMessage.ContentPart(DIGEST, 9, 3, bytes("part"))),
            List.of(DIGEST)),
        new ControllerMessage.JournalTaken(13),
        new ControllerMessage.ReportWanted(),
        new ControllerMessage.PassWanted(),
        new ControllerMessage.PlanWanted(4, bytes("header"), bytes("signature")),
        new ControllerMessage.NodeToken(6, "sp1.a.b.c", false, ""),
        new ControllerMessage.NodeToken(7, "", true, "come later"),
        new ControllerMessage.Farewell("Busy", "come later", Duration.ofSeconds(3)));
  }

  static OrderHeader header() {
    return new OrderHeader(
        "installation-1",
        "n1",
        3,
        AT,
        REVISION,
        Mode.CORRECT,
        List.of(
            new TargetDeclaration("docker", null),
            new TargetDeclaration("podman", "/p.sock"),
            new TargetDeclaration(
                "lxd",
                null,
                new TargetDeclaration.Remote("https://10.0.0.7:8443", "ab".repeat(32), "lxd/it"))),
        List.of(
            new OrderHeader.Entry(
                WEB,
                new Origin("web.yaml", 3),
                DIGEST,
                Mode.OBSERVE,
                List.of("spec.memory"),
                new TreeMap<>(Map.of("files/a", DIGEST)))),
        List.of(new Suspension(WEB, "ann", "why", AT, null), new Suspension(null, "b", "", AT, AT)),
        new TreeSet<>(Set.of(WEB)),
        List.of(
            new Request("7", WEB, new Request.Rollback(), "ann", "", AT, AT.plusSeconds(600)),
            new Request(
                "8",
                WEB,
                new Request.Reset(new TreeSet<>(Set.of("b", "a"))),
                "ann",
                "why",
                AT,
                AT.plusSeconds(600))));
  }

  /** As an agent reads it that knows of no requests. */
  static OrderHeader plain() {
    var full = header();
    return new OrderHeader(
        full.owner(),
        full.node(),
        full.generation(),
        full.issuedAt(),
        full.revision(),
        full.mode(),
        full.targets(),
        full.resources(),
        full.suspensions(),
        full.approved(),
        List.of());
  }

  private static NodeReport report() {
    var resources = new ArrayList<ResourceReport>();
    for (var drift : drifts()) {
      resources.add(resource("web" + resources.size(), drift));
    }
    resources.add(resource("calm", null));
    return new NodeReport(
        "n1",
        3,
        "01ab",
        AT,
        Duration.ofMillis(12),
        true,
        List.of(new TargetReport("docker", true, "Docker 29", "")),
        resources);
  }

  private static ResourceReport resource(String name, @Nullable Drift drift) {
    return new ResourceReport(
        ResourceId.container(name),
        "docker",
        Mode.CORRECT,
        drift == null ? Condition.READY : Condition.STALLED,
        drift == null ? null : FailureReason.PORT_TAKEN,
        "a sentence",
        Health.UNHEALTHY,
        "running",
        drift,
        drift == null ? null : AT,
        drift == null ? null : AT,
        drift == null ? List.of() : List.of(new Culprit("eve", "instance-updated", AT)),
        drift == null ? null : answer(drift));
  }

  private static Answer answer(Drift drift) {
    boolean failed = drift instanceof Drift.Missing;
    return new Answer(
        "7",
        AT,
        failed ? "Skipped" : "Corrected",
        failed ? FailureReason.NO_WAY_BACK : null,
        "a sentence",
        12);
  }

  private static List<Drift> drifts() {
    return List.of(
        new Drift.Missing(WEB, Cause.DRIFT, List.of(OBJECT)),
        new Drift.Changed(WEB, Cause.BOTH, OBJECT, List.of(field())),
        new Drift.Orphaned(WEB, Cause.INTENTIONAL, OBJECT, true),
        new Drift.Conflicting(WEB, Cause.ADOPTION, OBJECT, false, "why"));
  }

  private static FieldDrift field() {
    return new FieldDrift(
        "spec.env",
        FieldValue.entries(Map.of("A", FieldValue.text("1"), "B", new FieldValue.Hidden("aa"))),
        FieldValue.items(List.of("b", "a")),
        FieldValue.members(List.of("x")),
        Cause.DRIFT,
        Remedy.REPLACE,
        "env");
  }

  private static Plan plan() {
    var due = new Due(WEB, "docker", Cause.DRIFT, "why", List.of(field()), Set.of(WEB));
    return new Plan(
        "n1",
        3,
        REVISION,
        List.of(
            new Correction.Create(due, null),
            new Correction.Create(due, OBJECT),
            new Correction.Update(due, OBJECT),
            new Correction.Replace(due, OBJECT),
            new Correction.Restart(due, OBJECT),
            new Correction.Start(due, OBJECT),
            new Correction.Stop(due, OBJECT),
            new Correction.Prune(due, OBJECT),
            new Correction.Adopt(due, OBJECT),
            new Correction.Settle(due, List.of(OBJECT)),
            new Correction.Rollback(due, OBJECT, "7"),
            new Correction.Rollback(due, null, "8"),
            new Correction.Reset(
                due, OBJECT, "9", new TreeSet<>(Set.of(ResourceId.volume("data"))))),
        List.of(new Plan.Blocked(WEB, FailureReason.WAITING, "a sentence", AT)));
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
