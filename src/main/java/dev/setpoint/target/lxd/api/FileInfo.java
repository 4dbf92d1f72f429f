package dev.setpoint.target.lxd.api;

/**
 * What a file in an instance is.
 *
 * @param type of it
 * @param owner numeric id inside the instance
 * @param group numeric id inside the instance
 * @param mode permission bits, such as {@code 0644}
 */
public record FileInfo(Type type, long owner, long group, int mode) {
  /** A plain file. */
  public static FileInfo file(long owner, long group, int mode) {
    return new FileInfo(Type.FILE, owner, group, mode);
  }

  /** Sorts of files. */
  public enum Type {
    FILE,
    DIRECTORY,
    SYMLINK
  }
}
