package dev.setpoint.manifest;

/** One declared resource in git. */
public sealed interface Manifest
    permits NodeManifest, PolicyManifest, NetworkManifest, VolumeManifest, ContainerManifest {
  /** Its name and labels. */
  Metadata metadata();

  /** Where it stands in the repository. */
  Origin origin();

  /** Its kind and name. */
  ResourceId id();

  /** Whether it may be removed or replaced without a person's word. */
  default Protection protection() {
    return Protection.NONE;
  }
}
