package dev.setpoint.source;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.source.TreeExaminer.Directory;
import dev.setpoint.source.TreeExaminer.Entry;
import java.io.IOException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * An earlier state of a directory, read in step with a newer one: both trees have git's order, so
 * each is gone through once. For one use on one thread.
 */
final class EarlierDirectory {
  private final CanonicalTreeParser tree;
  private final @Nullable Directory directory;
  private int index;

  private EarlierDirectory(CanonicalTreeParser tree, @Nullable Directory directory) {
    this.tree = tree;
    this.directory = directory;
  }

  /** Opens it at its beginning; null and a tree that is gone are a directory with nothing in it. */
  static EarlierDirectory open(ObjectReader reader, @Nullable Directory directory)
      throws IOException {
    if (directory != null) {
      try {
        return new EarlierDirectory(
            new CanonicalTreeParser(null, reader, directory.tree()), directory);
      } catch (MissingObjectException | CorruptObjectException _) {
        // nothing is taken over, so everything is read anew
      }
    }
    return new EarlierDirectory(new CanonicalTreeParser(), null);
  }

  /** Goes on to the name at which the newer tree stands; whether it was there before. */
  boolean goTo(CanonicalTreeParser newer) {
    if (directory == null) {
      return false;
    }
    while (!tree.eof() && tree.pathCompare(newer) < 0) {
      tree.next(1);
      index++;
    }
    return !tree.eof() && tree.pathCompare(newer) == 0;
  }

  /** Whether every name of a newer tree is there once and was there before; goes to the end. */
  boolean hasAllNamesOf(CanonicalTreeParser newer) {
    for (int last = -1; !newer.eof(); newer.next(1)) {
      if (!goTo(newer) || index == last) {
        return false;
      }
      last = index;
    }
    return true;
  }

  /** What was there, when the newer tree has exactly that under the name that was gone to. */
  @Nullable Entry sameAs(CanonicalTreeParser newer) {
    boolean same = tree.idEqual(newer) && tree.getEntryRawMode() == newer.getEntryRawMode();
    return same && directory != null ? directory.entries().get(index) : null;
  }

  /** The file of that content under the name that was gone to, whatever its mode was. */
  @Nullable RepositoryFile fileOf(CanonicalTreeParser newer) {
    return directory != null
            && tree.idEqual(newer)
            && directory.entries().get(index) instanceof Entry.File(var file)
        ? file
        : null;
  }
}
