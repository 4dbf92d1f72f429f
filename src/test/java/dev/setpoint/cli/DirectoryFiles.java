package dev.setpoint.cli;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The files of a flat directory, as a tree. */
record DirectoryFiles(Path directory) implements RepositoryTree {
  @Override
  public Revision revision() {
    return new Revision("worktree", "", "", Instant.EPOCH);
  }

  @Override
  public List<RepositoryFile> files() {
    try (var files = Files.list(directory)) {
      return files.sorted().map(DirectoryFiles::file).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RepositoryFile file(Path file) {
    return new RepositoryFile(file.getFileName().toString(), "id", file.toFile().length());
  }

  @Override
  public Optional<RepositoryFile> find(String path) {
    return files().stream().filter(file -> file.path().equals(path)).findFirst();
  }

  @Override
  public byte[] read(RepositoryFile file) {
    try {
      return Files.readAllBytes(directory.resolve(file.path()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
