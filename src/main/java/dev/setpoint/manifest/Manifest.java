package dev.setpoint.manifest;

import dev.setpoint.manifest.node.TargetFamily;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** One declared resource in git. */
public sealed interface Manifest
    permits NodeManifest,
        PolicyManifest,
        NetworkManifest,
        VolumeManifest,
        ServerManifest,
        ContainerManifest,
        HostManifest,
        HostManifest.Part {
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

  /** Whether it takes over an existing one of its name that Setpoint did not make. */
  default boolean adopt() {
    return false;
  }

  /** Whether what it declares may be deleted with its data once it is gone. */
  default boolean deleteOnRemove() {
    return false;
  }

  /**
   * What it uses on its target, declared or not. An image is named by its alias there, which is the
   * name of its manifest unless that says otherwise.
   */
  default SortedSet<ResourceId> uses() {
    return Collections.emptySortedSet();
  }

  /** The families of targets that can hold what it says, the preferred one first. */
  default List<TargetFamily> families() {
    return id().kind().families();
  }
}
