package dev.setpoint.target.host.systemd;

import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.host.UnitSpec;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.part.Change;
import dev.setpoint.target.host.part.Declared;
import dev.setpoint.target.host.part.PartKind;
import dev.setpoint.target.host.part.Seen;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The kind {@code Unit}: units of systemd. */
public final class UnitKind implements PartKind {
  private final Machine machine;
  private final Systemctl systemctl;
  private final Freshness freshness;
  private final SystemdEvents events;

  /** Reloading all of systemd is done by one at a time, and only when it is still due. */
  private final ReentrantLock reload = new ReentrantLock();

  private volatile Set<String> known = Set.of();

  /** Units of a machine. */
  public UnitKind(Machine machine, SystemdEvents events) {
    this.machine = machine;
    this.systemctl = new Systemctl(machine.programs());
    this.freshness = new Freshness(machine);
    this.events = events;
  }

  static UnitSpec spec(Part part) {
    if (part.spec() instanceof UnitSpec spec) {
      return spec;
    }
    throw new IllegalArgumentException(part.id() + " is no unit");
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.UNIT;
  }

  @Override
  public FieldTable table() {
    return UnitFields.TABLE;
  }

  @Override
  public Fields describe(Part part, ResourceInputs inputs) {
    return UnitFields.of(spec(part));
  }

  @Override
  public List<Seen> look(Collection<Declared> wanted, DesiredState all) {
    var names = wanted.stream().map(Declared::name).toList();
    known = names(all);
    var states = systemctl.show(names);
    var seen = new ArrayList<Seen>();
    for (Declared each : wanted) {
      var state = new UnitState(states.getOrDefault(each.name(), Map.of()));
      try {
        seen.add(seen(each, state));
      } catch (IOException e) {
        seen.add(
            new Seen.Unknown(
                each.id(), "its files cannot be looked at: %s".formatted(e.getMessage())));
      }
    }
    return seen;
  }

  private static Set<String> names(DesiredState all) {
    var names = new HashSet<String>();
    all.byId().keySet().stream()
        .filter(id -> id.kind() == ResourceKind.UNIT)
        .forEach(id -> names.add(id.name()));
    return names;
  }

  private Seen seen(Declared declared, UnitState state) throws IOException {
    UnitSpec spec = spec(declared.part());
    var live = new TreeMap<String, FieldValue>();
    boolean shallStop = Boolean.FALSE.equals(spec.active());
    live.put(
        UnitFields.STATE,
        FieldValue.text(shallStop && !state.isRunning() ? UnitFields.STOPPED : state.state()));
    live.put(
        UnitFields.ENABLED,
        state
            .enabled()
            .map(FieldValue::text)
            .or(() -> declared.fields().get(UnitFields.ENABLED))
            .orElse(FieldValue.text(state.get("UnitFileState"))));
    live.put(UnitFields.MASKED, FieldValue.text(state.isMasked()));
    live.put(
        UnitFields.LOADED,
        state.isOutdated() ? FieldValue.text("older than its files") : UnitFields.CURRENT);
    live.put(
        UnitFields.DROP_INS, FieldValue.members(new Intruders(machine, spec).of(declared.name())));
    live.put(UnitFields.PROCESS, process(spec, state));
    boolean mustRun = Boolean.TRUE.equals(spec.active());
    boolean usable = mustRun ? state.isRunning() : state.isKnown();
    Health health = state.state().equals("failed") ? Health.UNHEALTHY : Health.NONE;
    return new Seen.Live(declared.id(), Fields.of(live), usable, health, List.of(), Map.of());
  }

  private FieldValue process(UnitSpec spec, UnitState state) throws IOException {
    Optional<Instant> since = state.since(spec.reloads());
    Optional<String> newer =
        since.isEmpty() ? Optional.empty() : freshness.newer(spec, since.get());
    return newer.map(what -> FieldValue.text("older than " + what)).orElse(UnitFields.CURRENT);
  }

  @Override
  public String make(Change change) {
    return new UnitChange(machine, systemctl, freshness, reload, change).make();
  }

  @Override
  public Set<Spot> watched(Declared declared) {
    var spots = new HashSet<Spot>();
    for (String directory : List.of("/etc/systemd/system/", "/run/systemd/system/")) {
      spots.add(Spot.file(machine.at(directory + declared.name())));
      spots.add(new Spot(machine.at(directory + declared.name() + ".d"), true));
    }
    UnitSpec spec = spec(declared.part());
    spec.restartOn().stream()
        .filter(id -> id.kind() == ResourceKind.FILE)
        .forEach(id -> spots.add(Spot.file(machine.at(id.name()))));
    return spots;
  }

  @Override
  public AutoCloseable listen(Consumer<TargetEvent> sink) {
    return events.start(
        name -> {
          if (known.contains(name)) {
            var id = new ResourceId(ResourceKind.UNIT, name);
            sink.accept(new TargetEvent.LookAt(Set.of(id), true, "systemd changed it"));
          }
        },
        why -> sink.accept(new TargetEvent.LookAtAll(why)));
  }
}
