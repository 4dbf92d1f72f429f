package dev.setpoint.target.host.systemd;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.host.UnitSpec;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.machine.Stat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether what runs is older than what it should run with. Told from the times of files, so that a
 * restart that a crash took away is found to be due again.
 */
record Freshness(Machine machine) {
  private static final String PACKAGES = "/var/lib/dpkg/info/";

  /** The first thing that is newer than a process of that age; empty when none is. */
  Optional<String> newer(UnitSpec spec, Instant started) throws IOException {
    for (String path : spec.files()) {
      if (isNewer(machine.at(path), started)) {
        return Optional.of(path);
      }
    }
    for (ResourceId id : spec.restartOn()) {
      for (Path path : witnesses(id)) {
        if (isNewer(path, started)) {
          return Optional.of(id.toString());
        }
      }
    }
    return Optional.empty();
  }

  /** What was written last when the thing was changed: the list of a package is, by dpkg. */
  private List<Path> witnesses(ResourceId id) throws IOException {
    var paths = new ArrayList<Path>();
    if (id.kind() == ResourceKind.FILE) {
      paths.add(machine.at(id.name()));
    } else if (id.kind() == ResourceKind.PACKAGE) {
      paths.add(machine.at(PACKAGES + id.name() + ".list"));
      try (var lists = Files.newDirectoryStream(machine.at(PACKAGES), id.name() + ":*.list")) {
        lists.forEach(paths::add);
      }
    }
    return paths;
  }

  private static boolean isNewer(Path path, Instant started) throws IOException {
    return Stat.of(path).filter(stat -> stat.written().isAfter(started)).isPresent();
  }
}
