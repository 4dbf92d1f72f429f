package dev.setpoint.target.lxd.api;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file in an instance.
 *
 * @param info what it is
 * @param content of a plain file; where a symbolic link leads to
 * @param entries names in a directory
 */
public record InstanceFile(FileInfo info, byte[] content, List<String> entries) {
  public InstanceFile {
    content = content.clone();
    entries = List.copyOf(entries);
  }

  /** A plain file. */
  public static InstanceFile file(FileInfo info, byte[] content) {
    return new InstanceFile(info, content, List.of());
  }

  /** A directory to make. */
  public static InstanceFile directory(long owner, long group, int mode) {
    var info = new FileInfo(FileInfo.Type.DIRECTORY, owner, group, mode);
    return new InstanceFile(info, new byte[0], List.of());
  }

  /** A symbolic link to make. */
  public static InstanceFile link(long owner, long group, String target) {
    var info = new FileInfo(FileInfo.Type.SYMLINK, owner, group, 0777);
    return new InstanceFile(info, target.getBytes(StandardCharsets.UTF_8), List.of());
  }

  @Override
  public byte[] content() {
    return content.clone();
  }

  /** Its content as text. */
  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Content may be a secret. */
  @Override
  public String toString() {
    return "InstanceFile[" + info + ", " + content.length + " bytes]";
  }
}
