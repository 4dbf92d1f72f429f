package dev.setpoint.target.host.machine;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code lstat(2)} says of a path.
 *
 * @param type bits of {@code st_mode} that say what it is
 * @param permissions the lower twelve bits of {@code st_mode}
 * @param size in bytes
 * @param inode its number on its file system
 * @param modified time of the last write
 * @param changed time of the last change of anything about it
 */
public record Stat(
    int type,
    int permissions,
    int uid,
    int gid,
    long size,
    long inode,
    FileTime modified,
    FileTime changed) {
  private static final String WANTED = "unix:mode,uid,gid,size,ino,lastModifiedTime,ctime";
  private static final int TYPE = 0170000;
  private static final int PERMISSIONS = 07777;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;

  /**
   * What is at a path, a link not followed; empty when nothing is.
   *
   * @throws IOException when nobody can tell
   */
  public static Optional<Stat> of(Path path) throws IOException {
    Map<String, Object> seen;
    try {
      seen = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if ("Not a directory".equals(e.getReason())) {
        return Optional.empty();
      }
      throw e;
    }
    int mode = value(seen, "mode", Integer.class);
    return Optional.of(
        new Stat(
            mode & TYPE,
            mode & PERMISSIONS,
            value(seen, "uid", Integer.class),
            value(seen, "gid", Integer.class),
            value(seen, "size", Long.class),
            value(seen, "ino", Long.class),
            value(seen, "lastModifiedTime", FileTime.class),
            value(seen, "ctime", FileTime.class)));
  }

  private static <T> T value(Map<String, Object> seen, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(seen.get(name)));
  }

  /** When it was written: the time that it shows, unless that lies after its last change. */
  public Instant written() {
    return modified.compareTo(changed) < 0 ? modified.toInstant() : changed.toInstant();
  }

  /** Whether it is a file with a content. */
  public boolean isRegular() {
    return type == REGULAR;
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return type == DIRECTORY;
  }

  /** Whether it is a symbolic link. */
  public boolean isLink() {
    return type == LINK;
  }

  /** Permission bits in four octal digits. */
  public String mode() {
    return "%04o".formatted(permissions);
  }
}
