package dev.setpoint.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** A small file that only its owner reads, written whole or not at all. */
final class SecretFile {
  private static final Logger LOG = Logger.getLogger(SecretFile.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** No secret is longer. */
  private static final int LIMIT = 4_096;

  private SecretFile() {}

  static Optional<byte[]> read(Path file) {
    try {
      if (Files.size(file) > LIMIT) {
        throw new StoreRefusedException(file + " is too large for a key: put back its copy");
      }
      byte[] bytes = Files.readAllBytes(file);
      if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
        LOG.warnf("%s was open to other users; it is closed to them now", file);
        Files.setPosixFilePermissions(file, OWNER_ONLY);
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreRefusedException(
          file + " cannot be read: " + e + ": make this user its owner", e);
    }
  }

  static byte[] write(Path file, byte[] content) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      try (var channel =
          FileChannel.open(
              draft,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return content;
    } catch (IOException e) {
      throw new StoreRefusedException(
          file + " cannot be written: " + e + ": free some space and check its owner", e);
    }
  }
}
