package dev.setpoint.target.lxd.api;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A file in an instance: what it is, and what is in it. */
public final class InstanceFile {
  private final FileInfo info;
  private final byte[] content;
  private final List<String> entries;

  private InstanceFile(FileInfo info, byte[] content, List<String> entries) {
    this.info = info;
    this.content = content.clone();
    this.entries = List.copyOf(entries);
  }

  /** A plain file, or a symbolic link whose content says where it leads to. */
  public static InstanceFile of(FileInfo info, byte[] content) {
    return new InstanceFile(info, content, List.of());
  }

  /** A directory and the names in it. */
  public static InstanceFile directory(FileInfo info, List<String> entries) {
    return new InstanceFile(info, new byte[0], entries);
  }

  /** A directory to make. */
  public static InstanceFile directory(long owner, long group, int mode) {
    return directory(new FileInfo(FileInfo.Type.DIRECTORY, owner, group, mode), List.of());
  }

  /** A symbolic link to make; servers make a relative target absolute. */
  public static InstanceFile link(long owner, long group, String target) {
    var info = new FileInfo(FileInfo.Type.SYMLINK, owner, group, 0777);
    return of(info, target.getBytes(StandardCharsets.UTF_8));
  }

  /** What it is. */
  public FileInfo info() {
    return info;
  }

  /** Content of a plain file; where a symbolic link leads to; nothing for a directory. */
  public byte[] content() {
    return content.clone();
  }

  /** The same as text. */
  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Names in a directory. */
  public List<String> entries() {
    return entries;
  }

  /** Content may be a secret. */
  @Override
  public String toString() {
    return "InstanceFile[" + info + ", " + content.length + " bytes]";
  }
}
