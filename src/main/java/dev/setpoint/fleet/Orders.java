package dev.setpoint.fleet;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.node.TargetDeclaration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every resource of one revision, placed on its nodes. Made from the orders before it, so that what
 * a commit did not touch is taken over as it was, object by object: a commit costs what it changes.
 * A resource in mode {@code hold} keeps the manifest of the orders before. Immutable.
 */
public final class Orders {
  /** The node of {@code setpoint up}; it needs no manifest. */
  public static final String LOCAL = "local";

  private final @Nullable Revision revision;
  private final SortedMap<String, Optional<NodeManifest>> nodes;
  private final Policies policies;
  private final SortedMap<ResourceId, Placed> placed;
  private final Map<String, List<OrderedResource>> byNode;
  private final List<Revision> needed;

  private Orders(
      @Nullable Revision revision,
      SortedMap<String, Optional<NodeManifest>> nodes,
      Policies policies,
      SortedMap<ResourceId, Placed> placed,
      Map<String, List<OrderedResource>> byNode,
      List<Revision> needed) {
    this.revision = revision;
    this.nodes = nodes;
    this.policies = policies;
    this.placed = placed;
    this.byNode = byNode;
    this.needed = needed;
  }

  /** Nothing was ever ordered. */
  public static Orders none() {
    var nothing = new Policies(List.of());
    return new Orders(null, new TreeMap<>(), nothing, new TreeMap<>(), Map.of(), List.of());
  }

  /** The orders of a newer revision. */
  public Orders next(ManifestSet set) {
    var nextNodes = nodesOf(set);
    var nextPolicies = policiesOf(set);
    boolean sameRules = nextNodes.equals(nodes) && nextPolicies.equals(policies);
    var next = new Placing(this, set, nextNodes, nextPolicies).next(sameRules);
    var lists = sameRules ? new HashMap<>(byNode) : new HashMap<String, List<OrderedResource>>();
    lists.putAll(byNode(sameRules ? next.touched() : nextNodes.keySet(), next.placed()));
    return new Orders(
        set.revision(), nextNodes, nextPolicies, next.placed(), lists, neededFor(next.placed()));
  }

  SortedMap<ResourceId, Placed> placed() {
    return placed;
  }

  /**
   * Earlier revisions of which something is still in force, since it is under hold; oldest first.
   * These orders are made again by {@link #none} and {@link #next} with each of them and then with
   * the revision of these orders.
   */
  public List<Revision> needed() {
    return needed;
  }

  private List<Revision> neededFor(SortedMap<ResourceId, Placed> next) {
    var used = new HashSet<Revision>();
    next.values().forEach(each -> used.addAll(each.heldFrom().values()));
    var before = new ArrayList<>(needed);
    if (revision != null && !before.contains(revision)) {
      before.add(revision);
    }
    before.removeIf(each -> !used.contains(each));
    return List.copyOf(before);
  }

  /** Names of all nodes, sorted. */
  public Set<String> nodes() {
    return Collections.unmodifiableSet(nodes.keySet());
  }

  /** The revision they were made from; empty before the first. */
  public Optional<Revision> revision() {
    return Optional.ofNullable(revision);
  }

  /** Every policy, sorted by name. */
  public List<PolicyManifest> policies() {
    return policies.all();
  }

  /** What git says of a node; empty when no manifest declares it. */
  public Optional<NodeManifest> manifestOf(String node) {
    return nodes.getOrDefault(node, Optional.empty());
  }

  /** Whether anything is placed on a node. */
  public boolean holdsSomething(String node) {
    return !byNode.getOrDefault(node, List.of()).isEmpty();
  }

  /** Whether there ever was a revision. */
  public boolean isMade() {
    return revision != null;
  }

  /** How many resources are placed somewhere. */
  public int size() {
    return placed.size();
  }

  /** The order for a node. */
  public NodeOrder order(String node, long generation, List<Suspension> suspensions) {
    if (revision == null) {
      throw new IllegalStateException("nothing can be ordered before the first revision");
    }
    var manifest = nodes.getOrDefault(node, Optional.empty());
    List<TargetDeclaration> targets = manifest.map(NodeManifest::targets).orElse(List.of());
    return new NodeOrder(
        node,
        generation,
        revision,
        manifest.map(NodeManifest::mode).orElse(Mode.CORRECT),
        targets,
        byNode.getOrDefault(node, List.of()),
        suspensions);
  }

  /** What git says of a resource on a node; of a thing of a machine, within its Host. */
  public Optional<OrderedResource> find(String node, ResourceId id) {
    return whole(node, id).flatMap(each -> HostParts.find(each, id));
  }

  /** The ordered resource that is this one, or the Host that declares it. */
  private Optional<OrderedResource> whole(String node, ResourceId id) {
    return id.kind().isPartOfHost()
        ? byNode.getOrDefault(node, List.of()).stream()
            .filter(each -> HostParts.find(each, id).isPresent())
            .findFirst()
        : Optional.ofNullable(placed.get(id)).map(each -> each.onNode().get(node));
  }

  /** What gave a resource its mode on a node; empty when it is not placed there. */
  public Optional<ModeChoice> modeOf(String node, ResourceId id) {
    var manifestNode = nodes.getOrDefault(node, Optional.empty()).orElse(null);
    return whole(node, id).map(each -> policies.choose(each.manifest(), node, manifestNode));
  }

  private static SortedMap<String, Optional<NodeManifest>> nodesOf(ManifestSet set) {
    var nodes = new TreeMap<String, Optional<NodeManifest>>();
    nodes.put(LOCAL, Optional.empty());
    for (var manifest : set.byId().values()) {
      if (manifest instanceof NodeManifest node) {
        nodes.put(node.metadata().name(), Optional.of(node));
      }
    }
    return nodes;
  }

  private static Policies policiesOf(ManifestSet set) {
    var policies = new ArrayList<PolicyManifest>();
    for (var manifest : set.byId().values()) {
      if (manifest instanceof PolicyManifest policy) {
        policies.add(policy);
      }
    }
    return new Policies(policies);
  }

  private static Map<String, List<OrderedResource>> byNode(
      Set<String> nodes, Map<ResourceId, Placed> placed) {
    var byNode = new HashMap<String, List<OrderedResource>>();
    nodes.forEach(node -> byNode.put(node, new ArrayList<>()));
    for (var each : placed.values()) {
      each.onNode()
          .forEach((node, resource) -> {
            var list = byNode.get(node);
            if (list != null) {
              list.add(resource);
            }
          });
    }
    byNode.replaceAll((_, resources) -> List.copyOf(resources));
    return byNode;
  }
}
