package dev.setpoint.trust.leaf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Small text files that only their owner reads; written whole, on the disk, or not at all. */
public final class OwnerFile {
  private static final int LIMIT = 64 * 1024;

  private OwnerFile() {}

  /** Makes a directory that only its owner enters, with those above it. */
  public static void directory(Path directory) throws IOException {
    var mode = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(mode));
    Files.setPosixFilePermissions(directory, mode);
  }

  /** The text of a file; empty when there is none. Closes it to others when it was open to them. */
  public static Optional<String> read(Path file) throws IOException {
    try {
      if (Files.size(file) > LIMIT) {
        throw new IOException(file + " is larger than anything that belongs there");
      }
      String text = Files.readString(file);
      var mode = PosixFilePermissions.fromString("rw-------");
      if (!Files.getPosixFilePermissions(file).equals(mode)) {
        Files.setPosixFilePermissions(file, mode);
      }
      return Optional.of(text);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Puts a text in the place of whatever the file holds. */
  public static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    var mode = PosixFilePermissions.fromString("rw-------");
    try (var channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(mode))) {
      var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var directory = FileChannel.open(file.toAbsolutePath().getParent())) {
      directory.force(true);
    }
  }
}
