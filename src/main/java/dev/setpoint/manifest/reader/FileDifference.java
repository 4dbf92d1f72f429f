package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.RepositoryFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies between two lists of files. A changed file is in both parts, a moved one under its old
 * path in one and under its new path in the other.
 *
 * @param gone files as they were, sorted by path
 * @param come files as they are, sorted by path
 */
record FileDifference(List<RepositoryFile> gone, List<RepositoryFile> come) {
  /** Compares two lists, both sorted by path. */
  static FileDifference between(List<RepositoryFile> before, List<RepositoryFile> after) {
    var gone = new ArrayList<RepositoryFile>();
    var come = new ArrayList<RepositoryFile>();
    int old = 0;
    for (RepositoryFile file : after) {
      while (old < before.size() && before.get(old).path().compareTo(file.path()) < 0) {
        gone.add(before.get(old++));
      }
      boolean wasThere = old < before.size() && before.get(old).path().equals(file.path());
      RepositoryFile was = wasThere ? before.get(old++) : file;
      if (!wasThere || !was.equals(file)) {
        come.add(file);
      }
      if (wasThere && !was.equals(file)) {
        gone.add(was);
      }
    }
    gone.addAll(before.subList(old, before.size()));
    return new FileDifference(gone, come);
  }

  int size() {
    return gone.size() + come.size();
  }
}
