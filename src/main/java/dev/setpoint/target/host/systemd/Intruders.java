package dev.setpoint.target.host.systemd;

import dev.setpoint.manifest.host.UnitSpec;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Drop-ins of a unit that somebody put where only administrators write, and that nobody declared.
 * Those of packages, below {@code /usr} and {@code /lib}, belong to the unit.
 */
record Intruders(UnitSpec spec) {
  SortedSet<String> of(UnitState state) {
    var paths = new TreeSet<String>();
    if (spec.exclusive()) {
      state.dropIns().stream()
          .filter(path -> path.startsWith("/etc/") || path.startsWith("/run/"))
          .filter(path -> !spec.files().contains(path))
          .forEach(paths::add);
    }
    return paths;
  }
}
