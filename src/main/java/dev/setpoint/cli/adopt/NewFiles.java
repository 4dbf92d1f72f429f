package dev.setpoint.cli.adopt;

import dev.setpoint.cli.session.CliFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;

/** Files below a directory that are written once and never over others. */
final class NewFiles {
  private final Path directory;
  private final boolean isSecret;
  private final Set<String> existing = new TreeSet<>();

  private NewFiles(Path directory, boolean isSecret) {
    this.directory = directory;
    this.isSecret = isSecret;
  }

  /** Files for everybody. */
  static NewFiles in(Path directory) {
    return new NewFiles(directory, false);
  }

  /** Files that only their owner reads. */
  static NewFiles secret(Path directory) {
    return new NewFiles(directory, true);
  }

  /** Writes one unless there is one already. */
  void write(String name, String text) {
    Path file = directory.resolve(name);
    if (!file.normalize().startsWith(directory.normalize())) {
      throw new IllegalArgumentException(name + " is not below " + directory);
    }
    try {
      makeDirectory(file.resolve("..").normalize());
      create(file, text);
    } catch (FileAlreadyExistsException there) {
      existing.add(file.toString());
    } catch (IOException e) {
      throw CliFailure.unknown(
          "FileNotWritten",
          "%s cannot be written: %s".formatted(file, e),
          "Check the directory, then run this again; what was written stays.");
    }
  }

  private void makeDirectory(Path path) throws IOException {
    if (isSecret) {
      var mode = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(mode));
    } else {
      Files.createDirectories(path);
    }
  }

  private void create(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (isSecret) {
      var mode = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
      Files.write(file, bytes);
    } else {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    }
  }

  /** Those that were there before, and are as they were. */
  Set<String> existing() {
    return existing;
  }
}
