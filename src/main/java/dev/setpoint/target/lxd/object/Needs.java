package dev.setpoint.target.lxd.object;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.reconcile.DesiredResource.Need;
import java.util.List;

/** What must be there before an object can be made. */
final class Needs {
  private Needs() {}

  static List<Need> of(Manifest manifest) {
    return manifest.uses().stream().map(id -> new Need(id, Need.Until.EXISTS)).toList();
  }
}
