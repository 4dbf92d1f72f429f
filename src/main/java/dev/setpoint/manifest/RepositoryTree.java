package dev.setpoint.manifest;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The files of one revision below the followed path, all regular: whoever makes a tree has already
 * refused symlinks, submodules and anything over its limits. Immutable; safe for many threads.
 */
public interface RepositoryTree {
  /** The revision that the files belong to. */
  Revision revision();

  /** All files, sorted by path. */
  List<RepositoryFile> files();

  /** The file at exactly this path. */
  Optional<RepositoryFile> find(String path);

  /**
   * The content of a file of this tree.
   *
   * @throws java.io.UncheckedIOException when the store behind the tree cannot give it
   */
  byte[] read(RepositoryFile file);

  /**
   * Reads several files of this tree in their order, which may cost less than one after the other.
   *
   * @throws java.io.UncheckedIOException when the store behind the tree cannot give one
   */
  default void readAll(List<RepositoryFile> files, BiConsumer<RepositoryFile, byte[]> consumer) {
    files.forEach(file -> consumer.accept(file, read(file)));
  }
}
