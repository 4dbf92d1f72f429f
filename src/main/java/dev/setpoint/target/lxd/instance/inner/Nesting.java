package dev.setpoint.target.lxd.instance.inner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an instance is allowed that matters to containers inside it.
 *
 * @param nesting {@code security.nesting}
 * @param mknod {@code security.syscalls.intercept.mknod}
 * @param setxattr {@code security.syscalls.intercept.setxattr}
 * @param driver of the pool with its root file system, if known
 */
record Nesting(boolean nesting, boolean mknod, boolean setxattr, Optional<String> driver) {
  /** What is missing, judged by what Docker said. */
  static String missing(String said, Nesting allowed) {
    String words = said.toLowerCase(Locale.ROOT);
    var remedies = new ArrayList<String>();
    if (!allowed.nesting()) {
      remedies.add("set security.nesting: true in config, or in a profile");
    }
    if (words.contains("overlay") || words.contains("driver not supported")) {
      remedies.add(
          "its storage driver cannot work on the instance's pool%s: attach a volume of a pool with"
                  .formatted(allowed.driver().map(name -> " (" + name + ")").orElse(""))
              + " driver dir or btrfs at /var/lib/docker");
    }
    if (words.contains("mknod") && !allowed.mknod()) {
      remedies.add("set security.syscalls.intercept.mknod: true");
    }
    boolean isAboutAttributes = words.contains("xattr") || words.contains("whiteout");
    if (isAboutAttributes && !allowed.setxattr()) {
      remedies.add("set security.syscalls.intercept.setxattr: true");
    }
    return "Docker cannot run containers inside (%s): %s".formatted(said, end(remedies));
  }

  private static String end(List<String> remedies) {
    return remedies.isEmpty()
        ? "see the log of Docker there, 'journalctl -u docker'"
        : String.join("; ", remedies);
  }
}
