package dev.setpoint.target.docker.guard;

import dev.setpoint.target.docker.guard.LocalPolicy.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Judges directories of the machine that a container wants. A path is judged as it is written and
 * as it really is, links followed, as far as it can be seen from here.
 */
final class HostPaths {
  private static final String KEY = "mounts";
  private static final String SOCKET_KEY = "engineSocket";

  private final Findings findings;
  private final Surroundings surroundings;

  HostPaths(Findings findings, Surroundings surroundings) {
    this.findings = findings;
    this.surroundings = surroundings;
  }

  /** Judges one source of a mount. */
  void judge(String field, String source, boolean readOnly) {
    if (!isPlain(source)) {
      findings.never(
          field, "is \"%s\", which is not an absolute path without . and ..".formatted(source));
      return;
    }
    Path written = Path.of(source).normalize();
    Path real = real(written);
    if (isSocket(written) || isSocket(real)) {
      if (!findings.policy().engineSocket()) {
        findings.refuse(field, source, SOCKET_KEY);
      }
      return;
    }
    boolean sound = isListed(written, written, readOnly) && isListed(real, written, readOnly);
    if (!sound) {
      findings.refuse(field, told(source, written, real, readOnly), KEY);
      return;
    }
    uncovered(field, source, written);
    if (!real.equals(written)) {
      uncovered(field, source, real);
    }
  }

  private static boolean isPlain(String source) {
    if (!source.startsWith("/") || source.indexOf('\0') >= 0) {
      return false;
    }
    for (String part : source.split("/", -1)) {
      if (part.equals("..") || part.equals(".")) {
        return false;
      }
    }
    return true;
  }

  private static String told(String source, Path written, Path real, boolean readOnly) {
    String really = real.equals(written) ? source : source + " (really " + real + ")";
    return readOnly ? really : really + ", writable";
  }

  private boolean isListed(Path path, Path written, boolean readOnly) {
    for (Root root : findings.policy().mounts()) {
      boolean below =
          path.startsWith(root.path())
              || (!path.equals(written) && path.startsWith(real(root.path())));
      if (below && (readOnly || !root.readOnly())) {
        return true;
      }
    }
    return false;
  }

  private boolean isSocket(Path path) {
    Path name = path.getFileName();
    return (name != null && Surroundings.SOCKET_NAMES.contains(name.toString()))
        || surroundings.sockets().contains(path);
  }

  /** What a listed directory must not uncover: nothing above, below or at these places. */
  private void uncovered(String field, String source, Path path) {
    for (Path own : surroundings.own()) {
      if (touches(path, own)) {
        findings.never(field, "is \"%s\", which uncovers %s".formatted(source, own));
        return;
      }
    }
    List<Path> sockets = surroundings.sockets();
    if (!findings.policy().engineSocket()) {
      sockets.stream()
          .filter(socket -> touches(path, socket))
          .findFirst()
          .ifPresent(
              socket -> findings.refuse(field, source + " (with " + socket + ")", SOCKET_KEY));
    }
  }

  private static boolean touches(Path path, Path guarded) {
    Path real = real(guarded);
    return path.startsWith(guarded)
        || guarded.startsWith(path)
        || path.startsWith(real)
        || real.startsWith(path);
  }

  /** With links followed as far as they can be seen; what is not there yet is below what is. */
  static Path real(Path path) {
    for (Path there = path; there != null; there = there.getParent()) {
      try {
        return there.toRealPath().resolve(there.relativize(path)).normalize();
      } catch (IOException notThere) {
        if (java.nio.file.Files.isSymbolicLink(there)) {
          return Path.of("/"); // a link to nowhere may lead anywhere later
        }
      }
    }
    return path;
  }
}
