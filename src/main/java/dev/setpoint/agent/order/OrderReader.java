package dev.setpoint.agent.order;

import dev.setpoint.agent.order.OrderInForce.Understood;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.HostManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.container.EnvValue;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.manifest.node.TargetFamily;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Presence;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads an order in the terms of this machine. What the order before already said, with the same
 * secrets, is taken over as it was understood then.
 */
public final class OrderReader {
  private static final Logger LOG = Logger.getLogger(OrderReader.class);

  private final Engines engines;
  private final SecretSource secrets;
  private final Hider hider;

  /** Reads orders with these engines and secrets. */
  public OrderReader(Engines engines, SecretSource secrets, Hider hider) {
    this.engines = engines;
    this.secrets = secrets;
    this.hider = hider;
  }

  /** The order in the terms of this machine. */
  public OrderInForce read(NodeOrder order, @Nullable OrderInForce before) {
    return new Reading(order, before).read();
  }

  /** Whether a secret that the order refers to has changed since it was read. */
  public boolean isStale(OrderInForce order) {
    return order.understood().values().stream()
        .anyMatch(each -> !secretsOf(each.source().manifest()).equals(each.secrets()));
  }

  private Map<String, String> secretsOf(Manifest manifest) {
    return secretsOf(secretNames(manifest));
  }

  private Map<String, String> secretsOf(Set<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    var found = new HashMap<String, String>();
    names.forEach(name -> secrets.read(name).ifPresent(text -> found.put(name, text)));
    return Map.copyOf(found);
  }

  private static Set<String> secretNames(Manifest manifest) {
    if (manifest instanceof HostManifest.Part part) {
      return part.spec().secrets();
    }
    if (!(manifest instanceof ContainerManifest container)) {
      return Set.of();
    }
    Set<String> names = Set.of();
    for (var value : container.spec().env().values()) {
      if (value instanceof EnvValue.Secret(var name)) {
        names = names.isEmpty() ? new TreeSet<>() : names;
        names.add(name);
      }
    }
    return names;
  }

  /** One reading. */
  private final class Reading {
    private final NodeOrder order;
    private final @Nullable OrderInForce before;
    private final SequencedMap<String, Target> targets;
    private final Map<ResourceId, Understood> understood = new LinkedHashMap<>();
    private final Map<ResourceId, Blocked> unfit = new HashMap<>();

    Reading(NodeOrder order, @Nullable OrderInForce before) {
      this.order = order;
      this.before = before;
      this.targets = engines.open(order.targets());
    }

    OrderInForce read() {
      var hosts = HostsInForce.of(order.resources(), before == null ? null : before.hosts());
      hosts.resources().forEach(this::place);
      unfit.putAll(hosts.conflicts());
      var all = new TreeMap<ResourceId, DesiredResource>();
      understood.forEach((id, each) -> all.put(id, each.resource()));
      var state = state(all);
      return new OrderInForce(
          order, targets, state, byTarget(state), understood, unfit, dependants(), hosts);
    }

    private void place(OrderedResource ordered) {
      var id = ordered.manifest().id();
      var wanted = targetOf(ordered.manifest());
      var name = wanted == null ? defaultTarget(id.kind()) : wanted;
      var target = name == null ? null : targets.get(name);
      if (target == null) {
        unfit.put(id, wanted == null ? noTargetOfFamily(id) : noTarget(id, wanted));
        return;
      }
      if (!ordered.manifest().families().contains(TargetFamily.of(target.name()))) {
        unfit.put(id, wrongFamily(ordered.manifest(), target));
        return;
      }
      understand(id, ordered, target);
    }

    private @Nullable String defaultTarget(ResourceKind kind) {
      return kind.defaultTarget(targets.keySet()).orElse(null);
    }

    @SuppressWarnings("ReferenceEquality") // the orders hand on unchanged resources as they were
    private void understand(ResourceId id, OrderedResource ordered, Target target) {
      var names = secretNames(ordered.manifest());
      var found = secretsOf(names);
      for (var name : names) {
        if (!found.containsKey(name)) {
          unfit.put(id, missingSecret(id, name));
        }
      }
      var known = before == null ? null : before.understood().get(id);
      var same =
          known != null
              && known.source() == ordered
              && known.target().equals(target.name())
              && known.secrets().equals(found);
      understood.put(id, same ? known : describe(id, ordered, target, found));
    }

    private Understood describe(
        ResourceId id, OrderedResource ordered, Target target, Map<String, String> found) {
      var inputs = new ResourceInputs(ordered.files(), found, hider);
      Description description;
      try {
        description = target.describe(ordered.manifest(), inputs);
      } catch (RuntimeException e) {
        LOG.errorf(e, "%s cannot be described for %s", id, target.name());
        unfit.put(id, indescribable(id, target));
        description = new Description(Fields.none(), Map.of(), List.of());
      }
      return new Understood(
          ordered, target.name(), inputs, found, desired(ordered, target, description));
    }

    private Map<String, DesiredState> byTarget(DesiredState all) {
      if (targets.size() == 1) {
        return Map.of(targets.firstEntry().getKey(), all);
      }
      var resources = new HashMap<String, TreeMap<ResourceId, DesiredResource>>();
      targets.keySet().forEach(name -> resources.put(name, new TreeMap<>()));
      understood.forEach((id, each) ->
          resources.computeIfAbsent(each.target(), _ -> new TreeMap<>()).put(id, each.resource()));
      var byTarget = new HashMap<String, DesiredState>();
      resources.forEach((name, byId) -> byTarget.put(name, state(byId)));
      return byTarget;
    }

    private DesiredState state(SortedMap<ResourceId, DesiredResource> byId) {
      return new DesiredState(order.node(), order.generation(), order.revision(), byId);
    }

    private Map<ResourceId, Set<ResourceId>> dependants() {
      var dependants = new HashMap<ResourceId, Set<ResourceId>>();
      understood.forEach((id, each) ->
          each.resource()
              .needs()
              .forEach(
                  need -> dependants.computeIfAbsent(need.id(), _ -> new HashSet<>()).add(id)));
      return dependants;
    }

    private Blocked noTarget(ResourceId id, String wanted) {
      var message =
          "the node %s has no target %s: name one of %s in spec.target"
              .formatted(order.node(), wanted, targets.keySet());
      return new Blocked(id, FailureReason.TARGET_UNREACHABLE, message, null);
    }

    private Blocked noTargetOfFamily(ResourceId id) {
      var message =
          id.kind().families().contains(TargetFamily.ENGINE)
              ? "no container engine was found on this machine: install Docker or Podman"
              : "the node %s has no target %s, which %s lives in: declare one in its Node"
                  .formatted(order.node(), TargetFamily.SERVER.sentence(), id.kind().noun());
      return new Blocked(id, FailureReason.TARGET_UNREACHABLE, message, null);
    }

    private static Blocked wrongFamily(Manifest manifest, Target target) {
      String families =
          manifest.families().stream()
              .map(TargetFamily::sentence)
              .collect(Collectors.joining(" or "));
      return new Blocked(
          manifest.id(),
          FailureReason.NOT_SUPPORTED,
          "%s has fields that %s cannot take: name %s in spec.target, or remove those fields"
              .formatted(manifest.id(), target.name(), families),
          null);
    }

    private Blocked missingSecret(ResourceId id, String name) {
      return new Blocked(
          id,
          FailureReason.SECRET_MISSING,
          "the node has no usable secret %s: %s".formatted(name, secrets.remedy(name)),
          null);
    }

    private static Blocked indescribable(ResourceId id, Target target) {
      return new Blocked(
          id,
          FailureReason.INTERNAL,
          "%s cannot be described for %s: please report it with the log of this minute"
              .formatted(id, target.name()),
          null);
    }
  }

  private static DesiredResource desired(
      OrderedResource ordered, Target target, Description description) {
    return new DesiredResource(
        ordered.manifest(),
        target.name(),
        description.fields(),
        description.remedies(),
        presenceOf(ordered.manifest()),
        description.needs(),
        ordered.mode(),
        ordered.ignored(),
        known(ordered.manifest(), target));
  }

  /** Only a job is done for good, whatever later versions know. */
  private static Set<String> known(Manifest manifest, Target target) {
    return presenceOf(manifest) == Presence.ONE_SHOT
        ? target.table(manifest.id().kind()).paths()
        : Set.of();
  }

  private static Presence presenceOf(Manifest manifest) {
    return switch (manifest) {
      case ContainerManifest container when container.spec().state() == RunState.ABSENT ->
          Presence.ABSENT;
      case ContainerManifest container when container.spec().oneShot() -> Presence.ONE_SHOT;
      case ServerManifest server
          when server.spec() instanceof InstanceSpec instance
              && instance.state() == RunState.ABSENT ->
          Presence.ABSENT;
      case ContainerManifest _,
          ServerManifest _,
          NetworkManifest _,
          VolumeManifest _,
          NodeManifest _,
          PolicyManifest _,
          HostManifest _,
          HostManifest.Part _ ->
          Presence.PRESENT;
    };
  }

  private static @Nullable String targetOf(Manifest manifest) {
    var placement = manifest.placement();
    return placement == null ? null : placement.target();
  }
}
