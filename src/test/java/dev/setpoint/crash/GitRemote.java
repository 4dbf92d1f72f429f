package dev.setpoint.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;

/** A bare repository that the program follows; every commit holds all files. */
final class GitRemote implements AutoCloseable {
  private final Path directory;
  private final FileRepository repository;
  private ObjectId head = ObjectId.zeroId();

  GitRemote(Path directory) throws IOException {
    this.directory = directory;
    this.repository = new FileRepository(directory.toFile());
    repository.create(true);
    var _ = repository.updateRef(Constants.HEAD).link("refs/heads/main");
  }

  Path directory() {
    return directory;
  }

  /** Commits these files to main; the id of the commit. */
  String commit(String subject, Map<String, String> files) {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      var index = DirCache.newInCore();
      var builder = index.builder();
      for (var file : new TreeMap<>(files).entrySet()) {
        var entry = new DirCacheEntry(file.getKey());
        entry.setFileMode(FileMode.REGULAR_FILE);
        entry.setObjectId(
            inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(StandardCharsets.UTF_8)));
        builder.add(entry);
      }
      builder.finish();
      var commit = new CommitBuilder();
      var who = new PersonIdent("Churn", "churn@example.org");
      commit.setTreeId(index.writeTree(inserter));
      if (!head.equals(ObjectId.zeroId())) {
        commit.setParentId(head);
      }
      commit.setAuthor(who);
      commit.setCommitter(who);
      commit.setMessage(subject + "\n");
      var id = inserter.insert(commit);
      inserter.flush();
      RefUpdate update = repository.updateRef("refs/heads/main");
      update.setNewObjectId(id);
      update.disableRefLog();
      var _ = update.forceUpdate();
      head = id;
      return id.name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
