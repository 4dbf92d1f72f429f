package dev.setpoint.target.host.file;

import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.host.machine.Attic;
import dev.setpoint.target.host.machine.HostException;
import dev.setpoint.target.host.machine.Stat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes files and trees, up to a limit that is checked before the first one goes. Links are
 * removed and never followed, and another file system is never entered. For one use.
 */
final class Removal {
  private final Attic attic;
  private final int most;
  private final List<Path> doomed = new ArrayList<>();

  Removal(Attic attic, int most) {
    this.attic = attic;
    this.most = most;
  }

  /** Puts a path and all below it on the list, children first. */
  void plan(Path path) throws IOException {
    var stat = Stat.of(path);
    if (stat.isEmpty()) {
      return;
    }
    if (stat.get().isDirectory()) {
      refuseMount(path);
      try (var entries = Files.newDirectoryStream(path)) {
        for (Path entry : entries) {
          plan(entry);
        }
      }
    }
    doomed.add(path);
    if (doomed.size() > most) {
      throw new HostException(
          FailureReason.NEEDS_HUMAN,
          "more than %d undeclared entries would be removed, and none was; remove them by hand,"
                  .formatted(most)
              + " declare them, or raise purge.most");
    }
  }

  private static void refuseMount(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent != null && !Files.getFileStore(parent).equals(Files.getFileStore(directory))) {
      throw new HostException(
          FailureReason.NEEDS_HUMAN,
          directory + " is another file system, which is never removed; unmount it by hand");
    }
  }

  /** Removes what is on the list; what was removed. */
  List<String> carryOut() throws IOException {
    for (Path path : doomed) {
      attic.keep(path);
      Files.deleteIfExists(path);
    }
    return doomed.stream().map(path -> "removed " + path.getFileName()).toList();
  }
}
