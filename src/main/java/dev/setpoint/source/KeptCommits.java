package dev.setpoint.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/**
 * Earlier commits that are still needed, oldest first. A file says which; references keep their
 * objects from being pruned. Not safe for many threads.
 */
record KeptCommits(Path directory, Repository repository) {
  static final String FILE_NAME = "kept";

  private static final String REFS = "refs/setpoint/kept/";

  List<ObjectId> read() throws IOException {
    var file = directory.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return List.of();
    }
    var lines = Files.readAllLines(file);
    if (!lines.stream().allMatch(ObjectId::isId)) {
      throw new IOException(file + " is damaged");
    }
    return lines.stream().map(ObjectId::fromString).toList();
  }

  /** Keeps exactly these; on return it is on the disk. */
  void write(List<ObjectId> ids) throws IOException {
    if (ids.equals(read())) {
      return;
    }
    for (var id : ids) {
      update(REFS + id.name(), id);
    }
    AcceptedHead.store(
        directory,
        FILE_NAME,
        ids.stream().map(id -> id.name() + "\n").collect(Collectors.joining()));
    var needed = new HashSet<>(ids);
    for (Ref ref : repository.getRefDatabase().getRefsByPrefix(REFS)) {
      if (!needed.contains(ref.getObjectId())) {
        RefUpdate gone = repository.updateRef(ref.getName());
        gone.setForceUpdate(true);
        var _ = gone.delete();
      }
    }
  }

  private void update(String name, ObjectId id) throws IOException {
    RefUpdate update = repository.updateRef(name);
    update.setNewObjectId(id);
    update.setForceUpdate(true);
    update.disableRefLog();
    switch (update.update()) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      default -> throw new IOException("the reference " + name + " cannot be written");
    }
  }
}
