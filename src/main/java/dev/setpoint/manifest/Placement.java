package dev.setpoint.manifest;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On which nodes a resource lives, and on which target there.
 *
 * <pre>
 * nodes: {names: [local]}       # or {labels: {role: edge}}
 * target: podman                # the node's first target when left out
 * </pre>
 *
 * @param names node names; empty when labels select
 * @param labels labels that a node must all have; empty when names select
 * @param target name of the target on the node, or null for the node's first
 */
public record Placement(Set<String> names, Map<String, String> labels, @Nullable String target) {
  public Placement {
    names = Set.copyOf(names);
    labels = Map.copyOf(labels);
  }
}
