package dev.setpoint.target.docker;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetStatus;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.EngineInfo;
import dev.setpoint.target.docker.change.Applier;
import dev.setpoint.target.docker.change.Ground;
import dev.setpoint.target.docker.change.Permission;
import dev.setpoint.target.docker.fields.Rows;
import dev.setpoint.target.docker.look.ContainerLooks;
import dev.setpoint.target.docker.look.FileLooks;
import dev.setpoint.target.docker.look.ImageLooks;
import dev.setpoint.target.docker.look.Observer;
import dev.setpoint.target.docker.watch.PodmanWatch;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Docker or Podman behind the one interface of targets. */
public final class DockerTarget implements Target {
  private final Engine engine;
  private final TargetSettings settings;
  private final Rows rows;
  private final Map<ResourceKind, FieldTable> tables = new EnumMap<>(ResourceKind.class);
  private final PodmanWatch podman;
  private final Observer observer;
  private final Applier applier;
  private final Permission permission;

  /**
   * A target on an engine; nothing is asked yet.
   *
   * @param engine the engine, closed with this target
   * @param hider hides secrets under the installation's key
   */
  public DockerTarget(Engine engine, TargetSettings settings, Hider hider, InstantSource clock) {
    this.engine = engine;
    this.settings = settings;
    this.rows = new Rows(settings.profile());
    this.podman = new PodmanWatch(engine);
    for (ResourceKind kind : ResourceKind.values()) {
      tables.put(kind, rows.table(kind));
    }
    var looks =
        new Observer.Looks(
            new ImageLooks(engine, clock, settings.looking(), settings.beside()),
            new FileLooks(engine, clock, settings.looking()),
            settings.looking(),
            settings.beside());
    var containers = new ContainerLooks(engine, rows, settings.identity(), hider, looks, podman);
    this.observer = new Observer(engine, rows, settings.identity(), clock, containers, looks);
    var ground =
        new Ground(
            engine,
            settings.profile(),
            settings.identity(),
            looks,
            clock,
            settings.pause(),
            settings.ports(),
            settings.changing());
    this.applier = new Applier(ground);
    this.permission = new Permission(ground);
  }

  @Override
  public String name() {
    return settings.identity().target();
  }

  @Override
  public TargetStatus status() {
    try {
      EngineInfo info = engine.info();
      boolean expected = info.product() == settings.profile().product();
      return new TargetStatus(
          expected,
          info.toString(),
          info.api().toString(),
          expected
              ? ""
              : "target %s is %s, not %s; give it the name or the socket of the right engine"
                  .formatted(name(), info, settings.profile().product().word()));
    } catch (EngineException e) {
      return new TargetStatus(
          false,
          "",
          "",
          "%s does not answer: %s; check that the engine runs and that its socket may be used"
              .formatted(name(), e.getMessage()));
    }
  }

  @Override
  public FieldTable table(ResourceKind kind) {
    return tables.getOrDefault(kind, FieldTable.of(java.util.List.of()));
  }

  @Override
  public Description describe(Manifest manifest, ResourceInputs inputs) {
    return rows.describe(manifest, inputs);
  }

  @Override
  public Optional<String> forbids(DesiredResource desired, ResourceInputs inputs) {
    return permission.refusal(desired, inputs);
  }

  @Override
  public ObservedState observe(DesiredState desired, Set<ResourceId> only) {
    return observer.observe(desired, only);
  }

  @Override
  public Outcome apply(Correction correction, ApplyRequest request) {
    return applier.apply(correction, request);
  }

  @Override
  public AutoCloseable watch(Consumer<TargetEvent> sink) {
    AutoCloseable events = EventWatch.start(engine, name(), settings.events(), sink);
    if (settings.profile().product() != EngineInfo.Product.PODMAN) {
      return events;
    }
    AutoCloseable further = podman.start(sink);
    return () -> {
      further.close();
      events.close();
    };
  }

  @Override
  public void close() {
    engine.close();
  }
}
