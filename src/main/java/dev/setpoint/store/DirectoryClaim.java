package dev.setpoint.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sole right to a data directory, held until closed. The kernel drops it with the process, so
 * nothing stale is left after a kill.
 */
final class DirectoryClaim implements AutoCloseable {
  /**
   * What this process holds. Asked before the file is opened: the kernel drops a process's lock as
   * soon as that process closes the file once, also through another channel.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel channel;

  private DirectoryClaim(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  static DirectoryClaim of(DataDirectory directory) {
    if (!HELD_HERE.add(directory.root())) {
      throw taken(directory, String.valueOf(ProcessHandle.current().pid()));
    }
    try {
      return lock(directory);
    } catch (RuntimeException | Error e) {
      HELD_HERE.remove(directory.root());
      throw e;
    }
  }

  private static DirectoryClaim lock(DataDirectory directory) {
    Path file = directory.lock();
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      if (channel.tryLock() == null) {
        channel.close();
        throw taken(directory, Files.readString(file).strip());
      }
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid), 0);
      return new DirectoryClaim(directory.root(), channel);
    } catch (IOException e) {
      throw new StoreRefusedException(
          "the data directory "
              + directory.root()
              + " cannot be locked: "
              + e
              + ": it must be writable and on a local file system with free space",
          e);
    }
  }

  private static StoreRefusedException taken(DataDirectory directory, String pid) {
    return new StoreRefusedException(
        "another Setpoint"
            + (pid.isEmpty() ? "" : " (process " + pid + ")")
            + " runs on the data directory "
            + directory.root()
            + ": stop it, or choose another directory with --data");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(root);
    }
  }
}
