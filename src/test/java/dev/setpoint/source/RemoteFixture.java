package dev.setpoint.source;

import dev.setpoint.source.guard.IsolatedGit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.util.FS;

/** A bare repository into which tests put any object, also ones that git itself would not make. */
final class RemoteFixture {
  private final Path directory;
  private final FileRepository repository;

  RemoteFixture(Path directory) throws IOException {
    IsolatedGit.ensure();
    // JGit measures the clock of a file system with files of its own: not in the test's directory.
    var _ = FS.FileStoreAttributes.get(Path.of(System.getProperty("java.io.tmpdir")));
    this.directory = directory;
    this.repository = new FileRepository(directory.toFile());
    repository.create(true);
    point("HEAD", "refs/heads/main");
  }

  /** One entry of a tree. */
  record Entry(FileMode mode, String latinName, ObjectId id) {
    /** The bytes of the name; the text holds one character per byte. */
    byte[] name() {
      return latinName.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  Path directory() {
    return directory;
  }

  ObjectId blob(String content) {
    return insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
  }

  ObjectId insert(int type, byte[] content) {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = inserter.insert(type, content);
      inserter.flush();
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Entry entry(FileMode mode, String name, ObjectId id) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return new Entry(mode, new String(utf8, StandardCharsets.ISO_8859_1), id);
  }

  Entry file(String name, String content) {
    return entry(FileMode.REGULAR_FILE, name, blob(content));
  }

  Entry directory(String name, Entry... entries) {
    return entry(FileMode.TREE, name, tree(entries));
  }

  /** The entries in git's order, whatever their names. */
  ObjectId tree(Entry... entries) {
    Entry[] sorted = entries.clone();
    Arrays.sort(sorted, (a, b) -> Arrays.compareUnsigned(sortKey(a), sortKey(b)));
    TreeFormatter tree = new TreeFormatter();
    for (Entry entry : sorted) {
      tree.append(entry.name(), 0, entry.name().length, entry.mode(), entry.id(), true);
    }
    return insert(Constants.OBJ_TREE, tree.toByteArray());
  }

  private static byte[] sortKey(Entry entry) {
    byte[] key = Arrays.copyOf(entry.name(), entry.name().length + 1);
    key[key.length - 1] = (byte) (FileMode.TREE.equals(entry.mode().getBits()) ? '/' : 0);
    return key;
  }

  ObjectId commit(ObjectId tree, String subject, ObjectId... parents) {
    CommitBuilder commit = new CommitBuilder();
    PersonIdent who =
        new PersonIdent(
            "Ada", "ada@example.org", Instant.parse("2026-11-01T10:00:00Z"), ZoneOffset.UTC);
    commit.setTreeId(tree);
    commit.setParentIds(parents);
    commit.setAuthor(who);
    commit.setCommitter(who);
    commit.setMessage(subject + "\n");
    try {
      return insert(Constants.OBJ_COMMIT, commit.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A commit of these files, by path, on top of the parents. */
  ObjectId commitFiles(String subject, Map<String, String> files, ObjectId... parents) {
    return commit(treeOf(new TreeMap<>(files), ""), subject, parents);
  }

  private ObjectId treeOf(NavigableMap<String, String> files, String prefix) {
    TreeMap<String, Entry> entries = new TreeMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      String rest = file.getKey().substring(prefix.length());
      int slash = rest.indexOf('/');
      if (slash < 0) {
        entries.put(rest, file(rest, file.getValue()));
      } else {
        String child = prefix + rest.substring(0, slash + 1);
        TreeMap<String, String> below =
            new TreeMap<>(files.subMap(child, true, child + '\uffff', false));
        entries.computeIfAbsent(
            rest.substring(0, slash), name -> entry(FileMode.TREE, name, treeOf(below, child)));
      }
    }
    return tree(entries.values().toArray(new Entry[0]));
  }

  /** Points the branch main there, whatever it pointed to before. */
  ObjectId push(ObjectId commit) {
    branch("main", commit);
    return commit;
  }

  void branch(String name, ObjectId commit) {
    try {
      RefUpdate update = repository.updateRef(Constants.R_HEADS + name);
      update.setNewObjectId(commit);
      update.setForceUpdate(true);
      update.disableRefLog();
      RefUpdate.Result result = update.forceUpdate();
      if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
        throw new IllegalStateException("branch " + name + ": " + result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void deleteBranch(String name) throws IOException {
    RefUpdate update = repository.updateRef(Constants.R_HEADS + name);
    update.setForceUpdate(true);
    var _ = update.delete();
  }

  /** Lets a symbolic reference such as HEAD point to a branch. */
  void point(String symbolic, String target) throws IOException {
    RefUpdate update = repository.updateRef(symbolic);
    update.disableRefLog();
    var _ = update.link(target);
  }
}
