package dev.setpoint.fleet;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Places the resources of one revision, starting from the orders before it. Both are sorted and
 * gone through in step, so that what did not change costs a comparison. For one use.
 */
final class Placing {
  private final Orders before;
  private final ManifestSet set;
  private final SortedMap<String, Optional<NodeManifest>> nodes;
  private final Policies rules;
  private final SortedMap<ResourceId, Placed> next;
  private final Set<String> touched = new HashSet<>();

  /** Many resources refer to the same file, and it is read and kept once. */
  private final Map<RepositoryFile, byte[]> contents = new HashMap<>();

  Placing(
      Orders before,
      ManifestSet set,
      SortedMap<String, Optional<NodeManifest>> nodes,
      Policies rules) {
    this.before = before;
    this.set = set;
    this.nodes = nodes;
    this.rules = rules;
    this.next = new TreeMap<>(before.placed());
  }

  /**
   * What came of it.
   *
   * @param touched the nodes on which something is not what it was before
   */
  record Result(SortedMap<ResourceId, Placed> placed, Set<String> touched) {}

  /**
   * Places everything.
   *
   * @param sameRules whether nodes and policies are what they were before
   */
  Result next(boolean sameRules) {
    var earlier = new Earlier();
    for (var entry : set.byId().entrySet()) {
      var id = entry.getKey();
      var manifest = entry.getValue();
      if (manifest.placement() != null) {
        var was = earlier.goTo(id);
        if (!sameRules || was == null || !was.isOf(set, manifest)) {
          change(id, was, place(manifest, was));
        }
      }
    }
    earlier.goTo(null);
    return new Result(next, touched);
  }

  /** What was placed before, gone through in step; what is passed over is removed. */
  private final class Earlier {
    private final Iterator<Map.Entry<ResourceId, Placed>> rest =
        before.placed().entrySet().iterator();
    private Map.@Nullable Entry<ResourceId, Placed> at = nextOf(rest);

    /** Goes to a resource, or with null to the end; null when it was not placed before. */
    @Nullable Placed goTo(@Nullable ResourceId id) {
      for (var here = at; here != null; here = at) {
        int order = id == null ? -1 : here.getKey().compareTo(id);
        if (order > 0) {
          return null;
        }
        at = nextOf(rest);
        if (order == 0) {
          return here.getValue();
        }
        remove(here.getKey(), here.getValue());
      }
      return null;
    }
  }

  private static <T> @Nullable T nextOf(Iterator<T> iterator) {
    return iterator.hasNext() ? iterator.next() : null;
  }

  private void change(ResourceId id, @Nullable Placed was, Placed now) {
    next.put(id, now);
    touched.addAll(now.onNode().keySet());
    touched.addAll(was == null ? Set.of() : was.onNode().keySet());
  }

  private Placed place(Manifest manifest, @Nullable Placed was) {
    var id = manifest.id();
    var files = set.filesOf(id);
    var fresh = new Fresh(manifest, set.documentOf(id), files, set.perNode(id), contentsOf(files));
    var onNode = new LinkedHashMap<String, OrderedResource>();
    var heldFrom = new LinkedHashMap<String, Revision>();
    for (String name : nodesOf(manifest)) {
      var choice = rules.choose(manifest, name, manifestOf(name));
      var held = was == null ? null : was.onNode().get(name);
      if (choice.mode() != Mode.HOLD || was == null || held == null) {
        onNode.put(name, fresh.on(name, choice));
        continue;
      }
      // Under hold no new revision is taken: the manifest and files of before stay.
      onNode.put(name, held.in(Mode.HOLD, choice.ignored()));
      if (was.heldFrom().containsKey(name) || !was.isOf(set, manifest)) {
        heldFrom.put(name, heldFrom(was, name));
      }
    }
    return new Placed(manifest, files, fresh.perNode(), onNode, heldFrom);
  }

  private Map<String, byte[]> contentsOf(SortedSet<RepositoryFile> files) {
    var byPath = new HashMap<String, byte[]>();
    for (var file : files) {
      byPath.put(file.path(), contents.computeIfAbsent(file, set.tree()::read));
    }
    return byPath;
  }

  private Collection<String> nodesOf(Manifest manifest) {
    var placement = manifest.placement();
    var selected = new TreeSet<String>();
    if (placement == null) {
      return selected;
    }
    if (!placement.names().isEmpty()) {
      selected.addAll(placement.names());
      selected.retainAll(nodes.keySet());
    } else {
      nodes.forEach((name, node) -> {
        if (placement.selects(name, node.orElse(null))) {
          selected.add(name);
        }
      });
    }
    return selected;
  }

  private @Nullable NodeManifest manifestOf(String node) {
    return nodes.getOrDefault(node, Optional.empty()).orElse(null);
  }

  /** The revision that the orders in force took a resource from. */
  private Revision heldFrom(Placed was, String node) {
    var from = was.heldFrom().getOrDefault(node, before.revision().orElse(null));
    if (from == null) {
      throw new IllegalStateException("nothing is placed before the first revision");
    }
    return from;
  }

  /** Under hold not even the removal of a manifest is taken. */
  private void remove(ResourceId id, Placed was) {
    next.remove(id);
    touched.addAll(was.onNode().keySet());
    var onNode = new LinkedHashMap<>(was.onNode());
    onNode.entrySet().removeIf(entry -> !isHeld(entry.getKey(), was));
    if (!onNode.isEmpty()) {
      onNode.replaceAll((_, each) -> underHold(each));
      var heldFrom = new LinkedHashMap<String, Revision>();
      onNode.keySet().forEach(node -> heldFrom.put(node, heldFrom(was, node)));
      next.put(id, new Placed(was.manifest(), was.files(), was.perNode(), onNode, heldFrom));
    }
  }

  private static OrderedResource underHold(OrderedResource resource) {
    return resource.mode() == Mode.HOLD ? resource : resource.in(Mode.HOLD, resource.ignored());
  }

  private boolean isHeld(String name, Placed was) {
    return nodes.containsKey(name)
        && rules.choose(was.manifest(), name, manifestOf(name)).mode() == Mode.HOLD;
  }
}
