package dev.setpoint.source;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.source.guard.LfsPointer;
import dev.setpoint.source.guard.NameRules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * Walks one tree of a commit and lists its files, or finds why it is not taken. Directories and
 * files that the previous listing already had are taken from there, so a commit costs what it
 * changed. For one use on one thread.
 */
final class TreeExaminer {
  static final int MAX_FINDINGS = 1000;
  static final String SYMLINK = "symbolic links are not followed";
  static final String NEITHER = "it is neither a file nor a directory";

  private final ObjectReader reader;
  private final SourceLimits limits;
  private final Listing previous;
  private final Map<String, Directory> directories = new HashMap<>();
  private final List<RepositoryFile> files = new ArrayList<>();
  private final List<SourceResult.Finding> findings = new ArrayList<>();
  private int entries;
  private long bytes;

  /**
   * @param reader of the store
   * @param limits to keep
   * @param previous listing whose parts may be taken over; {@link Listing#empty()} if none
   */
  TreeExaminer(ObjectReader reader, SourceLimits limits, Listing previous) {
    this.reader = reader;
    this.limits = limits;
    // Only where nothing was refused does a directory hold all that its tree holds.
    this.previous = previous.findings().isEmpty() ? previous : Listing.empty();
  }

  /**
   * All that a tree holds.
   *
   * @param directories by path; what an unchanged part is recognised by
   * @param files sorted by path
   * @param findings why the tree is refused; empty when it is not
   */
  record Listing(
      Map<String, Directory> directories,
      List<RepositoryFile> files,
      List<SourceResult.Finding> findings) {
    static Listing empty() {
      return new Listing(Map.of(), List.of(), List.of());
    }
  }

  /**
   * One directory.
   *
   * @param tree its git id
   * @param entries those directly in it, in the order of the tree
   */
  record Directory(ObjectId tree, List<Entry> entries) {}

  /** What is directly in a directory. */
  sealed interface Entry {
    /** A file. */
    record File(RepositoryFile file) implements Entry {}

    /** A directory, by its path. */
    record Below(String path) implements Entry {}
  }

  /**
   * Lists the tree.
   *
   * @throws TransferFailure when it exceeds a limit
   * @throws IOException when an object is missing or damaged
   */
  Listing examine(ObjectId tree) throws IOException {
    visit("", tree, 1);
    files.sort(Comparator.comparing(RepositoryFile::path));
    return new Listing(directories, List.copyOf(files), List.copyOf(findings));
  }

  private void visit(String path, ObjectId tree, int depth) throws IOException {
    if (depth > limits.treeDepth()) {
      throw tooLarge("more than " + limits.treeDepth() + " nested directories");
    }
    Directory before = previous.directories.get(path);
    if (before != null && before.tree.equals(tree)) {
      takeOver(path, before);
      return;
    }
    boolean namesAreKnown =
        EarlierDirectory.open(reader, before)
            .hasAllNamesOf(new CanonicalTreeParser(null, reader, tree));
    EarlierDirectory earlier = EarlierDirectory.open(reader, before);
    List<Entry> own =
        namesAreKnown
            ? sameNames(path, tree, depth, earlier)
            : newNames(path, tree, depth, earlier);
    directories.put(path, new Directory(tree.copy(), own));
  }

  /** All names were judged before, and together. */
  private List<Entry> sameNames(String path, ObjectId tree, int depth, EarlierDirectory earlier)
      throws IOException {
    List<Entry> own = new ArrayList<>();
    CanonicalTreeParser entry = new CanonicalTreeParser(null, reader, tree);
    for (; !entry.eof(); entry.next(1)) {
      countEntry();
      Entry same = earlier.goTo(entry) ? earlier.sameAs(entry) : null;
      if (same == null) {
        take(entry, below(path, nameOf(entry)), depth, earlier.fileOf(entry), own);
      } else {
        keep(same, entry, depth, own);
      }
    }
    return own;
  }

  private List<Entry> newNames(String path, ObjectId tree, int depth, EarlierDirectory earlier)
      throws IOException {
    List<Entry> own = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    CanonicalTreeParser entry = new CanonicalTreeParser(null, reader, tree);
    for (; !entry.eof(); entry.next(1)) {
      countEntry();
      String name = nameOf(entry);
      String child = below(path, name);
      if (!isRefusedName(name, child, seen)) {
        take(entry, child, depth, earlier.goTo(entry) ? earlier.fileOf(entry) : null, own);
      }
    }
    return own;
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  private void keep(Entry same, CanonicalTreeParser entry, int depth, List<Entry> own)
      throws IOException {
    own.add(same);
    switch (same) {
      case Entry.File(var file) -> add(file);
      case Entry.Below(var path) -> visit(path, entry.getEntryObjectId(), depth + 1);
    }
  }

  private void take(
      CanonicalTreeParser entry,
      String path,
      int depth,
      @Nullable RepositoryFile before,
      List<Entry> own)
      throws IOException {
    int mode = entry.getEntryRawMode();
    if (FileMode.TREE.equals(mode)) {
      own.add(new Entry.Below(path));
      visit(path, entry.getEntryObjectId(), depth + 1);
    } else if (FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode)) {
      RepositoryFile file = before == null ? fileOf(entry.getEntryObjectId(), path) : before;
      own.add(new Entry.File(file));
      add(file);
    } else if (FileMode.SYMLINK.equals(mode)) {
      refuse(path, SYMLINK);
    } else if (FileMode.GITLINK.equals(mode)) {
      refuse(path, "submodules are not followed");
    } else {
      refuse(path, NEITHER);
    }
  }

  private RepositoryFile fileOf(ObjectId blob, String path) throws IOException {
    ObjectLoader content = reader.open(blob, Constants.OBJ_BLOB);
    if (content.getSize() <= LfsPointer.MAX_BYTES && LfsPointer.is(content.getCachedBytes())) {
      refuse(path, LfsPointer.REFUSAL);
    }
    return new RepositoryFile(path, blob.name(), content.getSize());
  }

  private boolean isRefusedName(String name, String path, Map<String, String> seen)
      throws IOException {
    var refusal = NameRules.refusal(name);
    if (refusal.isPresent()) {
      refuse(path, refusal.get());
      return true;
    }
    String other = seen.putIfAbsent(NameRules.foldKey(name), name);
    if (other != null) {
      refuse(path, differsOnlyInForm(other));
      return true;
    }
    return false;
  }

  static String differsOnlyInForm(String other) {
    return "it differs from " + NameRules.printable(other) + " only in letter case or form";
  }

  private void takeOver(String path, Directory before) throws IOException {
    directories.put(path, before);
    entries += before.entries.size();
    for (Entry entry : before.entries) {
      switch (entry) {
        case Entry.File(var file) -> add(file);
        case Entry.Below(var child) -> {
          Directory directory = previous.directories.get(child);
          if (directory != null) {
            takeOver(child, directory);
          }
        }
      }
    }
    requireEntries();
  }

  private void add(RepositoryFile file) throws TransferFailure {
    files.add(file);
    bytes += file.sizeBytes();
    if (bytes > limits.totalBytes()) {
      throw tooLarge("more than " + limits.totalBytes() + " bytes");
    }
  }

  private void countEntry() throws TransferFailure {
    entries++;
    requireEntries();
  }

  private void requireEntries() throws TransferFailure {
    if (entries > limits.fileCount()) {
      throw tooLarge("more than " + limits.fileCount() + " files and directories");
    }
  }

  private void refuse(String path, String why) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(new SourceResult.Finding(NameRules.printable(path), why));
    }
  }

  private static TransferFailure tooLarge(String detail) {
    return new TransferFailure(SourceFailure.TREE_TOO_LARGE, detail);
  }

  /** The name, where bytes that are not UTF-8 become a character that the name rules refuse. */
  private static String nameOf(CanonicalTreeParser entry) {
    byte[] raw = new byte[entry.getNameLength()];
    entry.getName(raw, 0);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException _) {
      return new String(raw, StandardCharsets.ISO_8859_1) + "\uFFFF";
    }
  }

  /**
   * An earlier state of a directory, read in step with a newer one: both trees have git's order, so
   * each is gone through once. For one use on one thread.
   */
  private static final class EarlierDirectory {
    private final CanonicalTreeParser tree;
    private final @Nullable Directory directory;
    private int index;

    private EarlierDirectory(CanonicalTreeParser tree, @Nullable Directory directory) {
      this.tree = tree;
      this.directory = directory;
    }

    /**
     * Opens it at its beginning; null and a tree that is gone are a directory with nothing in it.
     */
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
}
