package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.VolumeManifest;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The placements of manifests, for those kinds that have one. */
final class Placements {
  private Placements() {}

  static Optional<Placement> of(Manifest manifest) {
    return switch (manifest) {
      case ContainerManifest container -> Optional.of(container.placement());
      case NetworkManifest network -> Optional.of(network.placement());
      case VolumeManifest volume -> Optional.of(volume.placement());
      case NodeManifest _, PolicyManifest _ -> Optional.empty();
    };
  }

  static SortedSet<String> nodes(Manifest manifest, Nodes nodes) {
    return of(manifest)
        .map(nodes::of)
        .orElseGet(() -> Collections.unmodifiableSortedSet(new TreeSet<>()));
  }
}
