package dev.setpoint.manifest;

import java.util.List;

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
 * </pre>
 *
 * @param targets engines that hold its resources, the first one being the default; empty means
 *     whatever engine the agent finds
 * @param mode default mode of everything on this node
 */
public record NodeManifest(
    Metadata metadata, Origin origin, List<TargetDeclaration> targets, Mode mode)
    implements Manifest {
  public NodeManifest {
    targets = List.copyOf(targets);
  }

  @Override
  public ResourceId id() {
    return new ResourceId(ResourceKind.NODE, metadata.name());
  }
}
