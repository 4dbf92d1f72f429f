package dev.setpoint.target.host.file;

import dev.setpoint.target.host.machine.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The name under which a new file is written before it takes its place: always the same one for a
 * path, so that what a crash left is found again.
 */
final class Half {
  private static final String PREFIX = ".setpoint-";
  private static final int DIGITS = 24;

  private Half() {}

  static Path of(Path path) {
    String digest = Sha256.hex(path.toString().getBytes(StandardCharsets.UTF_8));
    return path.resolveSibling(PREFIX + digest.substring(0, DIGITS));
  }

  static boolean isHalf(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.startsWith(PREFIX) && name.length() == PREFIX.length() + DIGITS;
  }
}
