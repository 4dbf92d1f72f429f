package dev.setpoint.manifest;

import dev.setpoint.manifest.container.ContainerSpec;

/**
 * A container of Docker or Podman.
 *
 * @param placement on which nodes and target it lives
 * @param spec what it should be
 * @param protection whether it may be removed or replaced without a person's word
 */
public record ContainerManifest(
    Metadata metadata,
    Origin origin,
    Placement placement,
    ContainerSpec spec,
    Protection protection)
    implements Manifest {
  /** One without protection. */
  public ContainerManifest(
      Metadata metadata, Origin origin, Placement placement, ContainerSpec spec) {
    this(metadata, origin, placement, spec, Protection.NONE);
  }

  @Override
  public ResourceId id() {
    return ResourceId.container(metadata.name());
  }

  @Override
  public boolean adopt() {
    return spec.adopt();
  }
}
