package dev.setpoint.manifest;

import org.jspecify.annotations.Nullable;

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

  /** Where it lives; null for what lives on no node. */
  default @Nullable Placement placement() {
    return null;
  }
}
