package dev.setpoint.agent.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** A directory of the machine's own file system, open to its owner alone. */
public final class FileDisk implements Disk {
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final String DRAFT = ".new";

  private final Path directory;

  /** The disk in this directory, which is made when it is missing. */
  public FileDisk(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory, OWNER_DIRECTORY);
  }

  @Override
  public List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(DRAFT))
          .sorted()
          .toList();
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  @Override
  public Growing create(String name) throws IOException {
    var file = directory.resolve(name);
    Files.deleteIfExists(file);
    var growing = new GrowingFile(open(file));
    syncDirectory();
    return growing;
  }

  @Override
  public void replace(String name, byte[] content) throws IOException {
    var draft = directory.resolve(name + DRAFT);
    Files.deleteIfExists(draft);
    try (var channel = open(draft)) {
      writeAll(channel, content);
      channel.force(true);
    }
    Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    syncDirectory();
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE);
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** A new name is on the disk only when its directory is. */
  private void syncDirectory() throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * A file that is only added to; each append is on the disk before the call returns.
   *
   * @param channel open at the file's end
   */
  private record GrowingFile(FileChannel channel) implements Growing {
    @Override
    public void append(byte[] bytes) throws IOException {
      writeAll(channel, bytes);
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
