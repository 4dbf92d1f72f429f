package dev.setpoint.manifest.instance;

/** The {@code spec} of a kind that only LXD and Incus servers hold. */
public sealed interface ServerSpec
    permits InstanceSpec, ProfileSpec, PoolSpec, ProjectSpec, ImageSpec {
  /** The project that every server has. */
  String DEFAULT_PROJECT = "default";

  /** Whether what it declares may be deleted once its manifest is gone. */
  default boolean deleteOnRemove() {
    return false;
  }
}
