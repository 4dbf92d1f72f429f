package dev.setpoint.source;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** The files of one commit, read from the bare store by blob id. */
final class GitTree implements RepositoryTree {
  private static final Comparator<RepositoryFile> BY_PATH =
      Comparator.comparing(RepositoryFile::path);

  private final Revision revision;
  private final TreeExaminer.Listing listing;
  private final SourceLimits limits;
  private final Supplier<ObjectReader> readers;

  GitTree(
      Revision revision,
      TreeExaminer.Listing listing,
      SourceLimits limits,
      Supplier<ObjectReader> readers) {
    this.revision = revision;
    this.listing = listing;
    this.limits = limits;
    this.readers = readers;
  }

  TreeExaminer.Listing listing() {
    return listing;
  }

  @Override
  public Revision revision() {
    return revision;
  }

  @Override
  public List<RepositoryFile> files() {
    return listing.files();
  }

  @Override
  public Optional<RepositoryFile> find(String path) {
    return find(listing.files(), path);
  }

  @Override
  public byte[] read(RepositoryFile file) {
    try (ObjectReader reader = readers.get()) {
      return read(reader, file);
    }
  }

  /** With one reader, which remembers what the next files are stored as differences to. */
  @Override
  public void readAll(List<RepositoryFile> files, BiConsumer<RepositoryFile, byte[]> consumer) {
    try (ObjectReader reader = readers.get()) {
      files.forEach(file -> consumer.accept(file, read(reader, file)));
    }
  }

  private byte[] read(ObjectReader reader, RepositoryFile file) {
    requireOwn(this, file);
    try {
      return reader
          .open(ObjectId.fromString(file.contentId()), Constants.OBJ_BLOB)
          .getCachedBytes(Math.toIntExact(limits.objectBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          file.path() + " of revision " + revision.shortId() + " cannot be read from the store", e);
    }
  }

  static Optional<RepositoryFile> find(List<RepositoryFile> sorted, String path) {
    int index = Collections.binarySearch(sorted, new RepositoryFile(path, "", 0), BY_PATH);
    return index < 0 ? Optional.empty() : Optional.of(sorted.get(index));
  }

  /** A file of another tree could name any object of the store. */
  static void requireOwn(RepositoryTree tree, RepositoryFile file) {
    if (!tree.find(file.path()).equals(Optional.of(file))) {
      throw new IllegalArgumentException(
          file.path() + " is not a file of revision " + tree.revision().shortId());
    }
  }
}
