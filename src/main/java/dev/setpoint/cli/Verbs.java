package dev.setpoint.cli;

import dev.setpoint.cli.adopt.AdoptVerb;
import dev.setpoint.cli.demo.DemoVerb;
import dev.setpoint.cli.fleet.ApproveVerb;
import dev.setpoint.cli.fleet.NodeVerb;
import dev.setpoint.cli.fleet.NodesVerb;
import dev.setpoint.cli.fleet.TokenVerb;
import dev.setpoint.cli.fleet.WishVerb;
import dev.setpoint.cli.verb.AuditVerb;
import dev.setpoint.cli.verb.CompletionVerb;
import dev.setpoint.cli.verb.DriftVerb;
import dev.setpoint.cli.verb.EventsVerb;
import dev.setpoint.cli.verb.ExplainVerb;
import dev.setpoint.cli.verb.HistoryVerb;
import dev.setpoint.cli.verb.PlanVerb;
import dev.setpoint.cli.verb.SchemaVerb;
import dev.setpoint.cli.verb.SourceVerb;
import dev.setpoint.cli.verb.StatusVerb;
import dev.setpoint.cli.verb.SuspendVerb;
import dev.setpoint.cli.verb.SyncVerb;
import dev.setpoint.cli.verb.UpVerb;
import dev.setpoint.cli.verb.ValidateVerb;
import dev.setpoint.cli.verb.Verb;
import dev.setpoint.cli.verb.VersionVerb;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The verbs by name, in the order of the help. A verb is made only when it is asked for. */
final class Verbs {
  private final Map<String, Supplier<Verb>> byName = new LinkedHashMap<>();

  Verbs() {
    byName.put("demo", DemoVerb::new);
    byName.put("up", UpVerb::up);
    byName.put("controller", UpVerb::controller);
    byName.put("status", StatusVerb::new);
    byName.put("nodes", NodesVerb::new);
    byName.put("drift", DriftVerb::new);
    byName.put("plan", PlanVerb::new);
    byName.put("explain", ExplainVerb::new);
    byName.put("history", HistoryVerb::new);
    byName.put("events", EventsVerb::new);
    byName.put("audit", AuditVerb::new);
    byName.put("suspend", SuspendVerb::suspend);
    byName.put("resume", SuspendVerb::resume);
    byName.put("approve", ApproveVerb::new);
    byName.put("rollback", WishVerb::rollback);
    byName.put("reset", WishVerb::reset);
    byName.put("sync", SyncVerb::new);
    byName.put("source", SourceVerb::new);
    byName.put("token", TokenVerb::new);
    byName.put("node", NodeVerb::new);
    byName.put("adopt", AdoptVerb::new);
    byName.put("validate", ValidateVerb::new);
    byName.put("schema", SchemaVerb::new);
    byName.put("completion", () -> new CompletionVerb(this::whole));
    byName.put("version", VersionVerb::new);
  }

  Optional<Verb> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(Supplier::get);
  }

  /** One line on a verb, for the list of verbs. */
  String summary(String name) {
    return find(name).map(verb -> verb.spec().usageMessage().header()[0]).orElse("");
  }

  Set<String> names() {
    return byName.keySet();
  }

  /** The program with all its verbs. */
  CommandLine whole() {
    var root = new CommandLine(CommandSpec.create().name("setpoint"));
    byName.forEach((name, verb) -> root.addSubcommand(name, verb.get().spec()));
    return root;
  }
}
