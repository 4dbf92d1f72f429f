package dev.setpoint.agent;

import dev.setpoint.agent.FakeEngine.Thing;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.container.EnvValue;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Need;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Match;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldTable.Rule;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetStatus;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Containers of a {@link FakeEngine} with four fields: image, memory, state and environment; and
 * with a fifth one, once it stands for a newer version.
 */
final class FakeTarget implements Target {
  static final String OWNER = "0123456789abcdef0123456789abcdef";

  private static final Rule LATER =
      new Rule("spec.pids", Match.EXACT, Remedy.IN_PLACE, "resources");

  private static final List<Rule> RULES =
      List.of(
          new Rule("spec.image", Match.EXACT, Remedy.REPLACE, "image"),
          new Rule("spec.memory", Match.EXACT, Remedy.IN_PLACE, "resources"),
          new Rule("spec.env", Match.EXACT, Remedy.REPLACE, "env"),
          new Rule("spec.state", Match.EXACT, Remedy.RUN_STATE, "state"));

  private final FakeEngine engine;
  private final InstantSource clock;
  private final CrashPoints crash;
  private @Nullable Consumer<TargetEvent> ear;
  final List<Set<ResourceId>> looks = new ArrayList<>();

  /** The engine says yes and does nothing. */
  boolean pretends;

  /** It knows one field more, and every container has it. */
  boolean newer;

  @Nullable FailureReason failsWith;

  /** What the machine's own policy says about everything. */
  @Nullable String forbids;

  FakeTarget(FakeEngine engine, InstantSource clock, CrashPoints crash) {
    this.engine = engine;
    this.clock = clock;
    this.crash = crash;
  }

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public TargetStatus status() {
    return engine.silent
        ? new TargetStatus(false, "", "", "start the engine")
        : new TargetStatus(true, "Fake 1", "1.0", "");
  }

  @Override
  public FieldTable table(ResourceKind kind) {
    return FieldTable.of(newer ? Stream.concat(RULES.stream(), Stream.of(LATER)).toList() : RULES);
  }

  @Override
  public Description describe(Manifest manifest, ResourceInputs inputs) {
    if (!(manifest instanceof ContainerManifest container)) {
      return new Description(Fields.none(), Map.of(), List.of());
    }
    var spec = container.spec();
    var fields = new TreeMap<String, FieldValue>();
    fields.put("spec.image", FieldValue.text(spec.image()));
    fields.put("spec.state", FieldValue.text(spec.state().name().toLowerCase(Locale.ROOT)));
    if (spec.resources().memoryBytes() != null) {
      fields.put("spec.memory", FieldValue.text(spec.resources().memoryBytes()));
    }
    if (newer) {
      fields.put(LATER.path(), FieldValue.text("unlimited"));
    }
    spec.env()
        .forEach((name, value) -> {
          switch (value) {
            case EnvValue.Literal(var text) ->
                fields.put("spec.env." + name, FieldValue.text(text));
            case EnvValue.Secret(var secret) ->
                inputs
                    .secret(secret)
                    .ifPresent(text -> fields.put("spec.env." + name, inputs.hider().hide(text)));
            case EnvValue.FromFile(var path) ->
                fields.put("spec.env." + name, FieldValue.text(path));
          }
        });
    var needs =
        spec.dependsOn().stream()
            .map(each ->
                new Need(
                    ResourceId.container(each.container()),
                    Need.Until.valueOf(each.until().name())))
            .toList();
    return new Description(Fields.of(fields), Map.of(), needs);
  }

  @Override
  public Optional<String> forbids(DesiredResource desired, ResourceInputs inputs) {
    return Optional.ofNullable(forbids);
  }

  @Override
  public ObservedState observe(DesiredState desired, Set<ResourceId> only) {
    looks.add(only);
    crash.point("look");
    var byId = new TreeMap<ResourceId, ObservedResource>();
    for (var id : only.isEmpty() ? desired.byId().keySet() : only) {
      byId.put(id, observe(id));
    }
    var undeclared = new ArrayList<ObservedResource.Present>();
    if (only.isEmpty() && !engine.silent) {
      engine
          .all()
          .forEach(thing -> {
            var mark = thing.mark();
            if (mark != null
                && thing.name().equals(mark.resource().name())
                && !desired.byId().containsKey(mark.resource())) {
              undeclared.add(present(mark.resource(), thing));
            }
          });
    }
    return new ObservedState(clock.instant(), byId, undeclared);
  }

  private ObservedResource observe(ResourceId id) {
    if (engine.silent) {
      return new ObservedResource.Unknown(id, "the engine does not answer");
    }
    return engine
        .find(id.name())
        .<ObservedResource>map(thing -> present(id, thing))
        .orElseGet(() -> new ObservedResource.Absent(id, leftovers(id)));
  }

  private ObservedResource.Present present(ResourceId id, Thing thing) {
    var live = new TreeMap<>(thing.fields().byPath());
    live.put("spec.state", FieldValue.text(thing.running() ? "running" : "stopped"));
    return new ObservedResource.Present(
        id,
        thing.object(),
        thing.mark(),
        Fields.of(live),
        Fields.none(),
        new Condition(thing.running(), thing.health(), thing.exit(), null),
        leftovers(id));
  }

  private List<EngineObject> leftovers(ResourceId id) {
    return engine.all().stream()
        .filter(thing -> thing.mark() != null && thing.mark().resource().equals(id))
        .filter(thing -> !thing.name().equals(id.name()))
        .map(Thing::object)
        .toList();
  }

  @Override
  public Outcome apply(Correction correction, ApplyRequest request) {
    crash.point("before apply");
    if (failsWith != null) {
      return new Outcome.Failed(failsWith, "told to fail", false, null);
    }
    if (pretends) {
      return new Outcome.Corrected(null, "pretended");
    }
    var outcome = effect(correction, request.desired());
    crash.point("after apply");
    return outcome;
  }

  private Outcome effect(Correction correction, @Nullable DesiredResource desired) {
    var name = correction.id().name();
    switch (correction) {
      case Correction.Create create -> {
        if (create.setAside() != null) {
          engine.rename(name, name + ".aside");
        }
        engine.make(name, mark(correction.id(), desired), fields(desired));
      }
      case Correction.Update _, Correction.Restart _ -> engine.change(name, fields(desired));
      case Correction.Replace _, Correction.Reset _ -> replace(correction.id(), desired);
      case Correction.Rollback _ -> {
        return new Outcome.Skipped(FailureReason.NO_WAY_BACK, "there is no former one");
      }
      case Correction.Start _ -> engine.run(name, true);
      case Correction.Stop _ -> engine.run(name, false);
      case Correction.Prune(_, var object) -> engine.remove(object.name());
      case Correction.Settle(_, var leftovers) -> settle(correction.id(), leftovers, desired);
      case Correction.Adopt _ -> {}
    }
    var object = engine.find(name).map(Thing::object).orElse(null);
    return new Outcome.Corrected(object, correction.verb() + " done");
  }

  private void replace(ResourceId id, @Nullable DesiredResource desired) {
    var name = id.name();
    engine.make(name + ".new", mark(id, desired), fields(desired));
    crash.point("made the new one");
    engine.run(name, false);
    engine.rename(name, name + ".old");
    crash.point("set the old one aside");
    engine.rename(name + ".new", name);
    crash.point("put the new one in place");
    engine.remove(name + ".old");
  }

  private void settle(
      ResourceId id, List<EngineObject> leftovers, @Nullable DesiredResource desired) {
    var digest = desired == null ? "" : desired.specDigest().hex();
    if (engine.find(id.name()).isEmpty()) {
      var best =
          leftovers.stream()
              .filter(each -> isMadeFrom(each.name(), digest))
              .findFirst()
              .orElse(leftovers.getFirst());
      engine.rename(best.name(), id.name());
      crash.point("settled half");
      engine.run(id.name(), true);
    }
    leftovers.forEach(each -> {
      if (engine.find(each.name()).isPresent()) {
        engine.remove(each.name());
      }
    });
  }

  private boolean isMadeFrom(String name, String digest) {
    return engine
        .find(name)
        .map(thing -> thing.mark() != null && thing.mark().specDigest().equals(digest))
        .orElse(false);
  }

  private static Fields fields(@Nullable DesiredResource desired) {
    var fields = new TreeMap<>(desired == null ? Map.of() : desired.fields().byPath());
    fields.remove("spec.state");
    return Fields.of(fields);
  }

  static OwnerMark mark(ResourceId id, @Nullable DesiredResource desired) {
    var digest = desired == null ? "" : desired.specDigest().hex();
    return new OwnerMark(OWNER, "local", id, digest);
  }

  @Override
  public AutoCloseable watch(Consumer<TargetEvent> sink) {
    ear = sink;
    sink.accept(new TargetEvent.LookAtAll("connected"));
    return () -> ear = null;
  }

  void tell(TargetEvent event) {
    if (ear != null) {
      ear.accept(event);
    }
  }

  @Override
  public void close() {}
}
