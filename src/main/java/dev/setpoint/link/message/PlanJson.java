package dev.setpoint.link.message;

import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Correction.Adopt;
import dev.setpoint.reconcile.Correction.Create;
import dev.setpoint.reconcile.Correction.Due;
import dev.setpoint.reconcile.Correction.Prune;
import dev.setpoint.reconcile.Correction.Replace;
import dev.setpoint.reconcile.Correction.Reset;
import dev.setpoint.reconcile.Correction.Restart;
import dev.setpoint.reconcile.Correction.Rollback;
import dev.setpoint.reconcile.Correction.Settle;
import dev.setpoint.reconcile.Correction.Start;
import dev.setpoint.reconcile.Correction.Stop;
import dev.setpoint.reconcile.Correction.Update;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.Plan.Blocked;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Plans on the wire. */
final class PlanJson {
  private PlanJson() {}

  static void write(CanonicalJson json, @Nullable Plan plan) {
    if (plan == null) {
      json.value((String) null);
      return;
    }
    json.object().field("node", plan.node());
    json.key("generation").value(plan.generation());
    revision(json.key("revision"), plan.revision());
    json.<Correction>array("corrections", plan.corrections(), each -> correction(json, each));
    json.<Blocked>array("blocked", plan.blocked(), each -> blocked(json, each));
    json.endObject();
  }

  static Plan read(WireObject json) {
    return new Plan(
        json.text("node"),
        json.count("generation"),
        json.object("revision", PlanJson::revision),
        json.list("corrections", PlanJson::correction),
        json.list("blocked", PlanJson::blocked));
  }

  static void revision(CanonicalJson json, Revision revision) {
    json.object()
        .field("id", revision.id())
        .field("author", revision.author())
        .field("subject", revision.subject())
        .field("committedAt", revision.committedAt())
        .endObject();
  }

  static Revision revision(WireObject json) {
    return new Revision(
        json.text("id"), json.text("author"), json.text("subject"), json.instant("committedAt"));
  }

  private static void correction(CanonicalJson json, Correction correction) {
    json.object().field("verb", correction.verb());
    due(json.key("due"), correction.due());
    switch (correction) {
      case Create create -> DriftJson.engineObject(json.key("setAside"), create.setAside());
      case Update update -> DriftJson.engineObject(json.key("object"), update.object());
      case Replace replace -> DriftJson.engineObject(json.key("object"), replace.object());
      case Restart restart -> DriftJson.engineObject(json.key("object"), restart.object());
      case Start start -> DriftJson.engineObject(json.key("object"), start.object());
      case Stop stop -> DriftJson.engineObject(json.key("object"), stop.object());
      case Prune prune -> DriftJson.engineObject(json.key("object"), prune.object());
      case Adopt adopt -> DriftJson.engineObject(json.key("object"), adopt.object());
      case Rollback rollback -> {
        DriftJson.engineObject(json.key("object"), rollback.object());
        json.field("request", rollback.request());
      }
      case Reset reset -> {
        DriftJson.engineObject(json.key("object"), reset.object());
        json.field("request", reset.request())
            .<ResourceId>array("wipe", reset.wipe(), each -> json.value(each.toString()));
      }
      case Settle settle ->
          json.<EngineObject>array(
              "leftovers", settle.leftovers(), each -> DriftJson.engineObject(json, each));
    }
    json.endObject();
  }

  private static Correction correction(WireObject json) {
    var due = json.object("due", PlanJson::due);
    var verb = json.text("verb");
    return switch (verb) {
      case "Create" -> new Create(due, json.objectOrNull("setAside", DriftJson::engineObject));
      case "Rollback" ->
          new Rollback(
              due, json.objectOrNull("object", DriftJson::engineObject), json.text("request"));
      case "Reset" ->
          new Reset(
              due,
              json.object("object", DriftJson::engineObject),
              json.text("request"),
              new TreeSet<>(json.texts("wipe").stream().map(WireObject::resourceOf).toList()));
      case "Settle" -> new Settle(due, json.list("leftovers", DriftJson::engineObject));
      default -> ofObject(verb, due, json.object("object", DriftJson::engineObject));
    };
  }

  private static Correction ofObject(String verb, Due due, EngineObject object) {
    return switch (verb) {
      case "Update" -> new Update(due, object);
      case "Replace" -> new Replace(due, object);
      case "Restart" -> new Restart(due, object);
      case "Start" -> new Start(due, object);
      case "Stop" -> new Stop(due, object);
      case "Prune" -> new Prune(due, object);
      case "Adopt" -> new Adopt(due, object);
      default -> throw new MalformedMessageException("unknown correction " + verb);
    };
  }

  private static void due(CanonicalJson json, Due due) {
    json.object()
        .field("id", due.id())
        .field("target", due.target())
        .field("cause", due.cause().name())
        .field("reason", due.reason())
        .<FieldDrift>array("changes", due.changes(), each -> DriftJson.field(json, each));
    var after = due.after().stream().sorted().toList();
    json.<ResourceId>array("after", after, each -> json.value(each.toString())).endObject();
  }

  private static Due due(WireObject json) {
    Set<ResourceId> after = new LinkedHashSet<>();
    json.texts("after").forEach(each -> after.add(WireObject.resourceOf(each)));
    return new Due(
        json.resource("id"),
        json.text("target"),
        json.word("cause", Cause.class),
        json.text("reason"),
        json.list("changes", DriftJson::field),
        after);
  }

  private static void blocked(CanonicalJson json, Blocked blocked) {
    json.object()
        .field("id", blocked.id())
        .field("reason", blocked.reason().name())
        .field("message", blocked.message())
        .field("until", blocked.until())
        .endObject();
  }

  private static Blocked blocked(WireObject json) {
    return new Blocked(
        json.resource("id"),
        json.word("reason", FailureReason.class),
        json.text("message"),
        json.instantOrNull("until"));
  }
}
