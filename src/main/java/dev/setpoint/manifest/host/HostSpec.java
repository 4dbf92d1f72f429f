package dev.setpoint.manifest.host;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import java.util.Set;

/** One thing of a machine as it should be. Its type is its kind. */
public sealed interface HostSpec permits FileSpec, PackageSpec, UnitSpec {
  /** The kind of thing. */
  ResourceKind kind();

  /**
   * What it evidently needs, where that is declared too.
   *
   * @param name what it is called on the machine
   */
  default Set<ResourceId> needs(String name) {
    return Set.of();
  }

  /** Names of the secrets of the node that it needs. */
  default Set<String> secrets() {
    return Set.of();
  }
}
