package dev.setpoint.target.host;

import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Need;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetStatus;
import dev.setpoint.target.host.machine.HostException;
import dev.setpoint.target.host.part.Change;
import dev.setpoint.target.host.part.Declared;
import dev.setpoint.target.host.part.PartKind;
import dev.setpoint.target.host.part.Seen;
import dev.setpoint.target.host.watch.HostWatch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The machine itself behind the one interface of targets. */
public final class HostTarget implements Target {
  /** The name of the target. */
  public static final String NAME = "host";

  private final InstantSource clock;
  private final HostWatch watch;
  private final OwnGround own;
  private final Map<ResourceKind, PartKind> kinds = new EnumMap<>(ResourceKind.class);

  /**
   * A target on this machine; nothing is looked at yet.
   *
   * @param kinds what can be declared of it
   * @param watch tells what changes
   * @param own what no manifest may touch
   */
  public HostTarget(List<PartKind> kinds, HostWatch watch, OwnGround own, InstantSource clock) {
    this.own = own;
    this.clock = clock;
    this.watch = watch;
    kinds.forEach(kind -> this.kinds.put(kind.kind(), kind));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TargetStatus status() {
    return new TargetStatus(
        true, System.getProperty("os.name") + " " + System.getProperty("os.version"), "", "");
  }

  @Override
  public FieldTable table(ResourceKind kind) {
    var known = kinds.get(kind);
    return known == null ? FieldTable.of(List.of()) : known.table();
  }

  @Override
  public Description describe(Manifest manifest, ResourceInputs inputs) {
    if (!(manifest instanceof Part part)) {
      return new Description(Fields.none(), Map.of(), List.of());
    }
    var needs = part.needs().stream().map(need -> new Need(need, Need.Until.STARTED)).toList();
    var known = kinds.get(part.id().kind());
    return new Description(
        known == null ? Fields.none() : known.describe(part, inputs), Map.of(), needs);
  }

  @Override
  public Optional<String> forbids(DesiredResource desired, ResourceInputs inputs) {
    return desired.manifest() instanceof Part part ? own.forbids(part) : Optional.empty();
  }

  @Override
  public ObservedState observe(DesiredState node, Set<ResourceId> only) {
    var at = clock.instant();
    var mine = new TreeMap<>(node.byId());
    mine.values().removeIf(resource -> !resource.target().equals(NAME));
    var desired = node.with(mine);
    var found = new TreeMap<ResourceId, ObservedResource>();
    var wanted = new EnumMap<ResourceKind, List<Declared>>(ResourceKind.class);
    for (DesiredResource resource : desired.byId().values()) {
      if (only.isEmpty() || only.contains(resource.id())) {
        wanted
            .computeIfAbsent(resource.id().kind(), _ -> new ArrayList<>())
            .add(Declared.of(resource));
      }
    }
    wanted.forEach((kind, declared) ->
        look(kind, declared, desired).forEach(seen -> found.put(seen.id(), observed(seen))));
    if (only.isEmpty()) {
      watch.follow(wanted.values().stream().flatMap(List::stream).toList(), kinds);
    }
    return new ObservedState(at, found, List.of());
  }

  private List<Seen> look(ResourceKind kind, List<Declared> declared, DesiredState all) {
    var known = kinds.get(kind);
    if (known == null) {
      return unknown(declared, "this version cannot look at " + kind.noun());
    }
    try {
      return known.look(declared, all);
    } catch (HostException e) {
      return unknown(declared, Objects.requireNonNullElse(e.getMessage(), "no reason given"));
    }
  }

  private static List<Seen> unknown(List<Declared> declared, String why) {
    return declared.stream().<Seen>map(each -> new Seen.Unknown(each.id(), why)).toList();
  }

  private static ObservedResource observed(Seen seen) {
    return switch (seen) {
      case Seen.Unknown(var id, var why) -> new ObservedResource.Unknown(id, why);
      case Seen.Live live ->
          new ObservedResource.Present(
              live.id(),
              object(live.id()),
              null,
              live.live(),
              Fields.none(),
              new Condition(live.usable(), live.health(), null, null),
              live.leftovers().stream().map(name -> new EngineObject(name, name)).toList(),
              live.remedies());
    };
  }

  /** A thing of a machine is always the same one, whatever state it is in. */
  private static EngineObject object(ResourceId id) {
    return new EngineObject(id.toString(), id.name());
  }

  @Override
  public Outcome apply(Correction correction, ApplyRequest request) {
    var known = kinds.get(correction.id().kind());
    if (known == null) {
      return new Outcome.Failed(
          FailureReason.NOT_SUPPORTED,
          "this version cannot change %s".formatted(correction.id().kind().noun()),
          true,
          null);
    }
    try {
      return done(correction, apply(known, correction, request));
    } catch (HostException e) {
      return new Outcome.Failed(
          e.reason(),
          "%s: %s".formatted(correction.id(), e.getMessage()),
          e.blamesSpec(),
          object(correction.id()));
    }
  }

  private static String apply(PartKind kind, Correction correction, ApplyRequest request) {
    return switch (correction) {
      case Correction.Adopt _ -> "taken over as it is";
      case Correction.Settle settle -> {
        settle.leftovers().forEach(left -> kind.settle(left.name()));
        yield "removed what an interrupted change left behind";
      }
      case Correction.Create _,
          Correction.Update _,
          Correction.Replace _,
          Correction.Restart _,
          Correction.Start _,
          Correction.Stop _ ->
          kind.make(
              new Change(
                  Declared.of(request.declared()),
                  correction,
                  request.inputs(),
                  request.operation(),
                  request.progress()));
      case Correction.Prune _, Correction.Rollback _, Correction.Reset _ -> "";
    };
  }

  private static Outcome done(Correction correction, String what) {
    return what.isEmpty()
        ? new Outcome.Unchanged("it was as declared already")
        : new Outcome.Corrected(object(correction.id()), what);
  }

  @Override
  public AutoCloseable watch(Consumer<TargetEvent> sink) {
    var all = new ArrayList<AutoCloseable>();
    all.add(watch.start(sink));
    kinds.values().forEach(kind -> all.add(kind.listen(sink)));
    return () -> {
      for (AutoCloseable each : all) {
        each.close();
      }
    };
  }

  @Override
  public void close() {
    watch.close();
  }
}
