package dev.setpoint.manifest;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On which nodes a resource lives, and on which target there.
 *
 * <pre>
 * nodes: {names: [local]}       # or {labels: {role: edge}}, or {all: true}
 * target: podman                # the node's first target when left out
 * </pre>
 *
 * @param names node names; empty when something else selects
 * @param labels labels that a node must all have; empty when something else selects
 * @param target name of the target on the node, or null for the node's first
 * @param all whether it lives on every node that a manifest declares
 */
public record Placement(
    Set<String> names, Map<String, String> labels, @Nullable String target, boolean all) {
  public Placement {
    names = Set.copyOf(names);
    labels = Map.copyOf(labels);
  }

  /** By names or by labels. */
  public Placement(Set<String> names, Map<String, String> labels, @Nullable String target) {
    this(names, labels, target, false);
  }

  /** Whether a node is selected; its manifest is null when none declares it. */
  public boolean selects(String name, @Nullable NodeManifest node) {
    if (!names.isEmpty()) {
      return names.contains(name);
    }
    return node != null
        && (all
            || (!labels.isEmpty()
                && node.metadata().labels().entrySet().containsAll(labels.entrySet())));
  }
}
