package dev.setpoint.manifest;

import dev.setpoint.manifest.container.ContainerSpec;

/**
 * A container of Docker or Podman.
 *
 * @param placement on which nodes and target it lives
 * @param spec what it should be
 */
public record ContainerManifest(
    Metadata metadata, Origin origin, Placement placement, ContainerSpec spec) implements Manifest {
  @Override
  public ResourceId id() {
    return ResourceId.container(metadata.name());
  }
}
