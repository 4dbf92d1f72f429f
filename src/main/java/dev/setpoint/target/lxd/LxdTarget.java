package dev.setpoint.target.lxd;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.Identity;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetStatus;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.api.ServerInfo;
import dev.setpoint.target.lxd.kind.ServerKind;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** LXD or Incus behind the one interface of targets. */
public final class LxdTarget implements Target {
  private final Server server;
  private final Identity identity;
  private final InstantSource clock;
  private final Watch watch;
  private final Introduction introduction;
  private final Map<ResourceKind, ServerKind> kinds = new EnumMap<>(ResourceKind.class);

  /**
   * A target on a server; nothing is asked yet.
   *
   * @param server the server, closed with this target
   * @param kinds what it can hold
   * @param watch how it is listened to
   */
  public LxdTarget(
      Server server, Identity identity, List<ServerKind> kinds, Watch watch, InstantSource clock) {
    this(server, identity, kinds, watch, clock, Introduction.NONE);
  }

  /** The same on a server that does not trust us yet. */
  public LxdTarget(
      Server server,
      Identity identity,
      List<ServerKind> kinds,
      Watch watch,
      InstantSource clock,
      Introduction introduction) {
    this.server = server;
    this.identity = identity;
    this.clock = clock;
    this.watch = watch;
    this.introduction = introduction;
    kinds.forEach(kind -> this.kinds.put(kind.kind(), kind));
  }

  /** Listens to a server until closed. */
  @FunctionalInterface
  public interface Watch {
    /** Begins; the sink is called on the listener's own thread. */
    AutoCloseable start(Consumer<TargetEvent> sink);
  }

  @Override
  public String name() {
    return identity.target();
  }

  @Override
  public TargetStatus status() {
    try {
      var info = known();
      String words = info.toString();
      return info.trusted()
          ? new TargetStatus(true, words, "1.0", "")
          : new TargetStatus(
              false,
              words,
              "1.0",
              "%s does not trust us: give the node's target a trust token, or let the agent use its"
                      .formatted(name())
                  + " socket");
    } catch (LxdException e) {
      return new TargetStatus(
          false,
          "",
          "",
          "%s does not answer: %s; check that it runs and that its socket may be used"
              .formatted(name(), e.getMessage()));
    }
  }

  /** What the server is, after we have introduced ourselves if that is needed and possible. */
  private ServerInfo known() {
    var info = server.info();
    if (info.trusted()) {
      return info;
    }
    try {
      introduction.to(server);
    } catch (IllegalArgumentException e) {
      throw new LxdException(LxdException.Kind.FORBIDDEN, "", 0, String.valueOf(e.getMessage()), e);
    }
    return server.info();
  }

  @Override
  public FieldTable table(ResourceKind kind) {
    var known = kinds.get(kind);
    return known == null ? FieldTable.of(List.of()) : known.table();
  }

  @Override
  public Description describe(Manifest manifest, ResourceInputs inputs) {
    var known = kinds.get(manifest.id().kind());
    return known == null
        ? new Description(Fields.none(), Map.of(), List.of())
        : known.describe(manifest, inputs);
  }

  @Override
  public Optional<String> forbids(DesiredResource desired, ResourceInputs inputs) {
    var known = kinds.get(desired.id().kind());
    return known == null ? Optional.empty() : known.forbids(desired, inputs);
  }

  @Override
  public ObservedState observe(DesiredState node, Set<ResourceId> only) {
    var at = clock.instant();
    var desired = ofThisTarget(node);
    var look = new ServerLook(identity, desired, only.isEmpty());
    var wanted = new TreeSet<>(only.isEmpty() ? desired.byId().keySet() : only);
    wanted.retainAll(desired.byId().keySet());
    for (ResourceKind kind : ResourceKind.values()) {
      var ids = new HashSet<>(wanted);
      ids.removeIf(id -> id.kind() != kind);
      var known = kinds.get(kind);
      if (known == null) {
        look.nothingOf(kind, ids);
      } else if (only.isEmpty() || !ids.isEmpty()) {
        look.at(known, ids);
      }
    }
    return look.seen(at);
  }

  /** What another target of the node should hold is undeclared here. */
  private DesiredState ofThisTarget(DesiredState node) {
    var mine = new TreeMap<>(node.byId());
    mine.values().removeIf(resource -> !resource.target().equals(identity.target()));
    return node.with(mine);
  }

  @Override
  public Outcome apply(Correction correction, ApplyRequest request) {
    var known = kinds.get(correction.id().kind());
    if (known == null) {
      return new Outcome.Failed(
          FailureReason.NOT_SUPPORTED,
          "%s holds no %s".formatted(name(), correction.id().kind().yamlName()),
          true,
          null);
    }
    return known.apply(correction, request);
  }

  @Override
  public AutoCloseable watch(Consumer<TargetEvent> sink) {
    return watch.start(sink);
  }

  @Override
  public void close() {
    server.close();
  }
}
