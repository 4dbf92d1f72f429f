package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.manifest.node.VariableValue;
import dev.setpoint.manifest.substitution.Variables;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a repository, and which of them a placement selects. The node {@code local} exists
 * always: it is the machine that one process serves alone.
 */
final class Nodes {
  static final String LOCAL = "local";

  /** Null for a node whose manifest was refused, so that nobody is blamed for what it lacks. */
  private final Map<String, @Nullable NodeManifest> byName = new TreeMap<>();

  private final Map<Map<String, String>, SortedSet<String>> byLabels = new HashMap<>();

  Nodes(Declarations declarations) {
    byName.put(LOCAL, null);
    declarations
        .of(ResourceKind.NODE)
        .forEach(declared ->
            byName.put(
                declared.name(), declared.manifest() instanceof NodeManifest node ? node : null));
  }

  Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  boolean exists(String name) {
    return byName.containsKey(name);
  }

  /** Whether all declared nodes could be read, so that "no node has this label" is certain. */
  boolean areAllSound() {
    return byName.entrySet().stream()
        .allMatch(node -> node.getValue() != null || node.getKey().equals(LOCAL));
  }

  /** The nodes that a document speaks of, which must have a manifest. */
  SortedSet<String> of(Declared declared) {
    var only = declared.nodes();
    if (only != null) {
      return new TreeSet<>(only.keySet());
    }
    Manifest manifest = declared.manifest();
    Placement placement = manifest == null ? null : manifest.placement();
    return placement == null ? Collections.emptySortedSet() : of(placement);
  }

  /** What variables stand for on a node; empty when its manifest was refused. */
  Optional<Variables> variables(String name, Map<String, VariableValue> common) {
    NodeManifest node = byName.get(name);
    if (node == null) {
      return name.equals(LOCAL)
          ? Optional.of(new Variables(name, Map.of(), Map.of(), common))
          : Optional.empty();
    }
    return Optional.of(new Variables(name, node.metadata().labels(), node.vars(), common));
  }

  /** The existing nodes that a placement selects. */
  SortedSet<String> of(Placement placement) {
    if (placement.all()) {
      return withLabels(Map.of());
    }
    if (placement.names().isEmpty()) {
      return withLabels(placement.labels());
    }
    var names = new TreeSet<>(placement.names());
    names.retainAll(byName.keySet());
    return names;
  }

  SortedSet<String> withLabels(Map<String, String> labels) {
    return byLabels.computeIfAbsent(labels, this::select);
  }

  /** The targets declared for a node; empty when it takes whatever engine there is. */
  Set<String> targets(String name) {
    NodeManifest node = byName.get(name);
    var targets = new TreeSet<String>();
    if (node != null) {
      node.targets().stream().map(TargetDeclaration::name).forEach(targets::add);
    }
    return targets;
  }

  /** The target that a placement of a kind means on a node; empty when only the agent will know. */
  String target(String name, ResourceKind kind, Placement placement) {
    String declared = placement.target();
    NodeManifest node = byName.get(name);
    if (declared != null) {
      return declared;
    }
    return node == null
        ? ""
        : kind.defaultTarget(node.targets().stream().map(TargetDeclaration::name).toList())
            .orElse("");
  }

  /** All labels of all nodes, each as {@code key: value}. */
  Set<String> labels() {
    var labels = new TreeSet<String>();
    byName.values().stream()
        .filter(Objects::nonNull)
        .forEach(node ->
            node.metadata().labels().forEach((key, value) -> labels.add(key + ": " + value)));
    return labels;
  }

  private SortedSet<String> select(Map<String, String> labels) {
    var selected = new TreeSet<String>();
    byName.forEach((name, node) -> {
      if (node != null && node.metadata().labels().entrySet().containsAll(labels.entrySet())) {
        selected.add(name);
      }
    });
    return selected;
  }
}
