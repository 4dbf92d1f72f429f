package dev.setpoint.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where everything lies that one installation keeps. Nobody but its owner may read it: the
 * directory has mode 0700, its files 0600.
 *
 * @param root the directory; made by {@link #prepare}
 */
public record DataDirectory(Path root) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** The database. */
  public Path database() {
    return root.resolve("setpoint.db");
  }

  /** The token that clients of the API show. */
  public Path apiToken() {
    return root.resolve("api-token");
  }

  /** The key under which secrets are digested. */
  public Path hiderKey() {
    return root.resolve("hider.key");
  }

  /** Held while a controller runs on the directory; names its process. */
  public Path lock() {
    return root.resolve("lock");
  }

  /** Keys and certificate of the installation's authority. */
  public Path trust() {
    return root.resolve("trust");
  }

  /** As long as this file exists, nothing is changed on this machine. */
  public Path hold() {
    return root.resolve("hold");
  }

  /** Bare copies of the followed repositories. */
  public Path repositories() {
    return root.resolve("git");
  }

  /** Where native libraries are unpacked; the system's own may forbid execution. */
  public Path nativeLibraries() {
    return root.resolve("native");
  }

  /**
   * Makes the directory when it is missing.
   *
   * @throws StoreRefusedException when it cannot be made or written
   */
  public void prepare() {
    try {
      Files.createDirectories(root, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      throw new StoreRefusedException(
          "the data directory " + root + " is a file: choose another with --data", e);
    } catch (IOException e) {
      throw new StoreRefusedException(
          "the data directory "
              + root
              + " cannot be made: "
              + e
              + ": give this user the right to, or choose another with --data",
          e);
    }
    if (!Files.isWritable(root)) {
      throw new StoreRefusedException(
          "the data directory "
              + root
              + " cannot be written: mount it writable and give it to this user, or choose another"
              + " with --data");
    }
    closeToOthers();
  }

  private void closeToOthers() {
    try {
      if (!Files.getPosixFilePermissions(root).equals(OWNER_ONLY)) {
        Files.setPosixFilePermissions(root, OWNER_ONLY);
      }
    } catch (IOException e) {
      throw new StoreRefusedException(
          "the data directory "
              + root
              + " is open to other users and cannot be closed: "
              + e
              + ": make this user its owner, or choose another with --data",
          e);
    }
  }
}
