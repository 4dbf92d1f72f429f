package dev.setpoint.fleet;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.TargetDeclaration;
import dev.setpoint.manifest.VolumeManifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
      List<Revision> needed) {
    this.revision = revision;
    this.nodes = nodes;
    this.policies = policies;
    this.placed = placed;
    this.byNode = byNode(nodes.keySet(), placed);
    this.needed = needed;
  }

  /** Nothing was ever ordered. */
  public static Orders none() {
    return new Orders(null, new TreeMap<>(), new Policies(List.of()), new TreeMap<>(), List.of());
  }

  /** The orders of a newer revision. */
  public Orders next(ManifestSet set) {
    var nextNodes = nodesOf(set);
    var nextPolicies = policiesOf(set);
    boolean sameRules = nextNodes.equals(nodes) && nextPolicies.equals(policies);
    var next = new TreeMap<ResourceId, Placed>();
    set.byId()
        .forEach((id, manifest) -> {
          if (placementOf(manifest) != null) {
            var before = placed.get(id);
            boolean same = sameRules && before != null && before.isOf(manifest, set.filesOf(id));
            next.put(id, same ? before : place(manifest, set, nextNodes, nextPolicies));
          }
        });
    keepHeld(next, nextNodes, nextPolicies);
    return new Orders(set.revision(), nextNodes, nextPolicies, next, neededFor(next));
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

  /** What git says of a resource on a node. */
  public Optional<OrderedResource> find(String node, ResourceId id) {
    return Optional.ofNullable(placed.get(id)).map(each -> each.onNode().get(node));
  }

  /** What gave a resource its mode on a node; empty when it is not placed there. */
  public Optional<ModeChoice> modeOf(String node, ResourceId id) {
    var manifestNode = nodes.getOrDefault(node, Optional.empty()).orElse(null);
    return find(node, id).map(each -> policies.choose(each.manifest(), node, manifestNode));
  }

  private Placed place(
      Manifest manifest,
      ManifestSet set,
      SortedMap<String, Optional<NodeManifest>> allNodes,
      Policies rules) {
    var files = set.filesOf(manifest.id());
    var document = set.documentOf(manifest.id());
    var contents = new HashMap<String, byte[]>();
    files.forEach(file -> contents.put(file.path(), set.tree().read(file)));
    var onNode = new LinkedHashMap<String, OrderedResource>();
    var heldFrom = new LinkedHashMap<String, Revision>();
    var before = placed.get(manifest.id());
    allNodes.forEach((name, node) -> {
      if (isPlacedOn(manifest, name, node)) {
        var choice = rules.choose(manifest, name, node.orElse(null));
        var fresh =
            new OrderedResource(manifest, document, choice.mode(), choice.ignored(), contents);
        var held = before == null ? null : before.onNode().get(name);
        if (choice.mode() != Mode.HOLD || before == null || held == null) {
          onNode.put(name, fresh);
          return;
        }
        // Under hold no new revision is taken: the manifest and files of before stay.
        onNode.put(name, held.in(Mode.HOLD, choice.ignored()));
        if (before.heldFrom().containsKey(name) || !before.isOf(manifest, files)) {
          heldFrom.put(name, heldFrom(before, name));
        }
      }
    });
    return new Placed(manifest, files, onNode, heldFrom);
  }

  /** The revision that the orders in force took a resource from. */
  private Revision heldFrom(Placed before, String node) {
    var from = before.heldFrom().getOrDefault(node, revision);
    if (from == null) {
      throw new IllegalStateException("nothing is placed before the first revision");
    }
    return from;
  }

  /** Under hold not even the removal of a manifest is taken. */
  private void keepHeld(
      Map<ResourceId, Placed> next,
      SortedMap<String, Optional<NodeManifest>> allNodes,
      Policies rules) {
    placed.forEach((id, before) -> {
      if (!next.containsKey(id)) {
        var onNode = new LinkedHashMap<>(before.onNode());
        onNode.entrySet().removeIf(entry -> !isHeld(entry.getKey(), before, allNodes, rules));
        if (!onNode.isEmpty()) {
          onNode.replaceAll((_, each) -> underHold(each));
          var heldFrom = new LinkedHashMap<String, Revision>();
          onNode.keySet().forEach(node -> heldFrom.put(node, heldFrom(before, node)));
          next.put(id, new Placed(before.manifest(), before.files(), onNode, heldFrom));
        }
      }
    });
  }

  private static OrderedResource underHold(OrderedResource resource) {
    return resource.mode() == Mode.HOLD ? resource : resource.in(Mode.HOLD, resource.ignored());
  }

  private static boolean isHeld(
      String name,
      Placed before,
      SortedMap<String, Optional<NodeManifest>> allNodes,
      Policies rules) {
    var node = allNodes.get(name);
    return node != null
        && rules.choose(before.manifest(), name, node.orElse(null)).mode() == Mode.HOLD;
  }

  private static boolean isPlacedOn(Manifest manifest, String name, Optional<NodeManifest> node) {
    var placement = placementOf(manifest);
    if (placement == null) {
      return false;
    }
    if (!placement.names().isEmpty()) {
      return placement.names().contains(name);
    }
    return !placement.labels().isEmpty()
        && node.isPresent()
        && Policies.hasAll(node.get().metadata().labels(), placement.labels());
  }

  private static @Nullable Placement placementOf(Manifest manifest) {
    return switch (manifest) {
      case ContainerManifest container -> container.placement();
      case NetworkManifest network -> network.placement();
      case VolumeManifest volume -> volume.placement();
      case NodeManifest _, PolicyManifest _ -> null;
    };
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
    placed
        .values()
        .forEach(each ->
            each.onNode()
                .forEach((node, resource) ->
                    byNode.computeIfAbsent(node, _ -> new ArrayList<>()).add(resource)));
    byNode.replaceAll((_, resources) -> List.copyOf(resources));
    return byNode;
  }

  /**
   * One resource on its nodes.
   *
   * @param manifest what git says
   * @param files the repository files it refers to
   * @param onNode what each node is told
   * @param heldFrom nodes that are told what an earlier revision said, and which
   */
  private record Placed(
      Manifest manifest,
      SortedSet<RepositoryFile> files,
      Map<String, OrderedResource> onNode,
      Map<String, Revision> heldFrom) {
    Placed {
      files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
      onNode = Collections.unmodifiableMap(new LinkedHashMap<>(onNode));
      heldFrom = Map.copyOf(heldFrom);
    }

    boolean isOf(Manifest other, SortedSet<RepositoryFile> otherFiles) {
      return manifest.equals(other) && files.equals(otherFiles);
    }
  }
}
