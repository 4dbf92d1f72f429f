package dev.setpoint.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Tells SQLite's driver where to unpack its native library. The system's directory for temporary
 * files is often mounted without the right to execute, and is open to other users. It is set once
 * per process, because the library is loaded once.
 */
final class NativeLibrary {
  private static final String PROPERTY = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /** The driver removes its copy when the program ends, but not when it is killed. */
  private static void removeLeftovers(Path directory) {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new StoreRefusedException(
          directory + " cannot be emptied: " + e + ": check its owner", e);
    }
  }

  static void keepIn(Path directory) {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new StoreRefusedException(
          directory + " cannot be made: " + e + ": free some space and check its owner", e);
    }
    removeLeftovers(directory);
    System.setProperty(PROPERTY, directory.toString());
  }
}
