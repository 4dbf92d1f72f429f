package dev.setpoint.manifest;

import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.manifest.node.VariableValue;
import java.util.List;
import java.util.Map;

/**
 * A machine: its name, its labels (which come from git, never from the machine) and its engines.
 *
 * <pre>
 * kind: Node
 * metadata: {name: local, labels: {role: edge}}
 * spec:
 *   mode: correct
 *   targets:
 *     - {name: docker}
 *     - {name: podman, socket: /run/podman/podman.sock}
 *   vars: {site: lyon, workers: 4, db: {host: 10.0.0.2}}
 * </pre>
 *
 * @param targets engines that hold its resources, the first one being the default; empty means
 *     whatever engine the agent finds
 * @param mode default mode of everything on this node
 * @param vars values for manifests that ask for substitution; those of a group as {@code
 *     group.name}
 */
public record NodeManifest(
    Metadata metadata,
    Origin origin,
    List<TargetDeclaration> targets,
    Mode mode,
    Map<String, VariableValue> vars)
    implements Manifest {
  public NodeManifest {
    targets = List.copyOf(targets);
    vars = Map.copyOf(vars);
  }

  @Override
  public ResourceId id() {
    return new ResourceId(ResourceKind.NODE, metadata.name());
  }
}
