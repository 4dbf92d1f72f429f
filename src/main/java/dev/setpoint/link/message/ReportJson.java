package dev.setpoint.link.message;

import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.audit.json.CulpritJson;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.NodeReport.TargetReport;
import dev.setpoint.fleet.message.ReportHead;
import dev.setpoint.fleet.message.ResourceKey;
import dev.setpoint.manifest.Mode;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Health;
import org.jspecify.annotations.Nullable;

/** Reports on the wire. */
final class ReportJson {
  private ReportJson() {}

  static void write(CanonicalJson json, NodeReport report) {
    json.object();
    head(json.key("head"), ReportHead.of(report));
    json.<ResourceReport>array("resources", report.resources(), each -> resource(json, each));
    json.endObject();
  }

  static NodeReport read(WireObject json) {
    return json.object("head", ReportJson::head).with(json.list("resources", ReportJson::resource));
  }

  static void head(CanonicalJson json, ReportHead head) {
    json.object().field("node", head.node());
    json.key("generation").value(head.generation());
    json.field("revision", head.revisionId()).field("at", head.at()).field("took", head.took());
    json.key("full").value(head.full());
    json.<TargetReport>array("targets", head.targets(), each -> target(json, each));
    json.endObject();
  }

  static ReportHead head(WireObject json) {
    return new ReportHead(
        json.text("node"),
        json.count("generation"),
        json.text("revision"),
        json.instant("at"),
        json.duration("took"),
        json.truth("full"),
        json.list("targets", ReportJson::target));
  }

  private static void target(CanonicalJson json, TargetReport target) {
    json.object().field("name", target.name());
    json.key("reachable").value(target.reachable());
    json.field("engine", target.engine()).field("message", target.message()).endObject();
  }

  private static TargetReport target(WireObject json) {
    return new TargetReport(
        json.text("name"), json.truth("reachable"), json.text("engine"), json.text("message"));
  }

  static void resource(CanonicalJson json, ResourceReport resource) {
    json.object()
        .field("id", resource.id())
        .field("target", resource.target())
        .field("mode", resource.mode().name())
        .field("condition", resource.condition().name())
        .field("reason", name(resource.reason()))
        .field("message", resource.message())
        .field("health", resource.health().name())
        .field("state", resource.state());
    DriftJson.write(json.key("drift"), resource.drift());
    json.field("driftSince", resource.driftSince())
        .field("nextTry", resource.nextTry())
        .<Culprit>array("culprits", resource.culprits(), each -> CulpritJson.write(json, each));
    if (resource.answer() != null) {
      // controllers that ask for nothing read reports without it
      RequestJson.write(json.key("answer"), resource.answer());
    }
    json.endObject();
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  static ResourceReport resource(WireObject json) {
    return new ResourceReport(
        json.resource("id"),
        json.text("target"),
        json.word("mode", Mode.class),
        json.word("condition", Condition.class),
        json.wordOrNull("reason", FailureReason.class),
        json.text("message"),
        json.word("health", Health.class),
        json.text("state"),
        json.objectOrNull("drift", DriftJson::read),
        json.instantOrNull("driftSince"),
        json.instantOrNull("nextTry"),
        json.list("culprits", ReportJson::culprit),
        json.has("answer") ? json.object("answer", RequestJson::answer) : null);
  }

  private static Culprit culprit(WireObject json) {
    return new Culprit(json.text("who"), json.text("what"), json.instant("at"));
  }

  static void key(CanonicalJson json, ResourceKey key) {
    json.object().field("id", key.id()).field("target", key.target()).endObject();
  }

  static ResourceKey key(WireObject json) {
    return new ResourceKey(json.resource("id"), json.text("target"));
  }
}
