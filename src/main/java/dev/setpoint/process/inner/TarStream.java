package dev.setpoint.process.inner;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Writes a directory as a tar archive (ustar) without holding more than a block of it: directories,
 * plain files and symbolic links with their times, all of root.
 */
final class TarStream {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int PREFIX = 155;
  private static final int PREFIX_AT = 345;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  private final OutputStream out;

  private TarStream(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes a directory.
   *
   * @param name what the directory is called in the archive
   */
  static void write(Path directory, String name, OutputStream out) throws IOException {
    var tar = new TarStream(out);
    tar.directory(directory, name);
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private void directory(Path directory, String name) throws IOException {
    header(directory, name + "/", EXECUTABLE, 0, '5', "");
    List<Path> inside;
    try (var files = Files.list(directory)) {
      inside = files.sorted().toList();
    }
    for (Path file : inside) {
      String path = name + "/" + file.getFileName();
      if (Files.isSymbolicLink(file)) {
        header(file, path, EXECUTABLE, 0, '2', Files.readSymbolicLink(file).toString());
      } else if (Files.isDirectory(file)) {
        directory(file, path);
      } else {
        plain(file, path);
      }
    }
  }

  private void plain(Path file, String path) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    int mode = permissions.contains(PosixFilePermission.OWNER_EXECUTE) ? EXECUTABLE : PLAIN;
    long size = Files.size(file);
    header(file, path, mode, size, '0', "");
    long written = Files.copy(file, out);
    if (written != size) {
      throw new IOException(file + " was changed while it was read");
    }
    out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }

  private void header(Path file, String path, int mode, long size, char type, String link)
      throws IOException {
    byte[] header = new byte[BLOCK];
    name(header, path);
    put(header, 100, "%07o".formatted(mode));
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(size));
    long seconds = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis() / 1_000;
    put(header, 136, "%011o".formatted(Math.max(0, seconds)));
    header[156] = (byte) type;
    put(header, 157, link);
    put(header, 257, "ustar");
    put(header, 263, "00");
    Arrays.fill(header, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_LENGTH, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, CHECKSUM_AT, "%06o\0 ".formatted(sum));
    out.write(header);
  }

  /** A long path stands in two parts. */
  private static void name(byte[] header, String path) throws IOException {
    if (path.length() <= NAME) {
      put(header, 0, path);
      return;
    }
    int slash = path.indexOf('/', Math.max(0, path.length() - NAME - 1));
    if (slash < 0 || slash > PREFIX) {
      throw new IOException(path + " is too long a path for an archive");
    }
    put(header, PREFIX_AT, path.substring(0, slash));
    put(header, 0, path.substring(slash + 1));
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
