package dev.setpoint.target.host.systemd;

import dev.setpoint.manifest.host.UnitSpec;
import dev.setpoint.target.host.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Drop-ins of a unit that somebody put where only administrators write, and that nobody declared;
 * also those that systemd has not loaded yet. Those of packages, below {@code /usr} and {@code
 * /lib}, belong to the unit.
 */
record Intruders(Machine machine, UnitSpec spec) {
  private static final List<String> PLACES =
      List.of("/etc/systemd/system/", "/run/systemd/system/");

  /** Paths of those of a unit. */
  SortedSet<String> of(String name) throws IOException {
    var paths = new TreeSet<String>();
    if (spec.exclusive()) {
      for (String place : PLACES) {
        String directory = place + name + ".d";
        if (Files.isDirectory(machine.at(directory))) {
          add(directory, paths);
        }
      }
    }
    return paths;
  }

  private void add(String directory, SortedSet<String> paths) throws IOException {
    try (var entries = Files.newDirectoryStream(machine.at(directory), "*.conf")) {
      for (Path entry : entries) {
        String path = directory + "/" + entry.getFileName();
        if (!spec.files().contains(path)) {
          paths.add(path);
        }
      }
    }
  }
}
