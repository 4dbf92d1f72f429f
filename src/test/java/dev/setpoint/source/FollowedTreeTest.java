package dev.setpoint.source;

import static dev.setpoint.source.SourceFixture.advanced;
import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is listed from the difference to the commit before is what the commit holds. */
class FollowedTreeTest {
  private static final int COMMITS = 80;
  private static final List<String> DIRECTORIES = List.of("", "a/", "a/b/", "a.d/", "c/");

  @TempDir Path directory;
  private final Random random = new Random(4711);
  private final Map<String, String> files = new TreeMap<>();

  @Test
  void listsWhatEachCommitHolds() throws IOException, InterruptedException {
    var remote = new RemoteFixture(directory.resolve("remote.git"));
    files.put("first.yaml", "first");
    ObjectId head = remote.push(remote.commitFiles("First", files));
    try (GitSource source = source(remote)) {
      for (int commit = 0; commit < COMMITS; commit++) {
        var tree = advanced(source.poll());
        assertThat(contents(tree)).as("commit %d", commit).isEqualTo(files);
        assertThat(tree.files()).isSorted();
        source.accept(tree.revision());
        change();
        files.put("number", "commit " + commit);
        head = remote.push(remote.commitFiles("Commit " + commit, files, head));
      }
    }
  }

  @Test
  void refusesANewNameThatDiffersOnlyInCaseFromAnOldOne() throws IOException, InterruptedException {
    var remote = new RemoteFixture(directory.resolve("remote.git"));
    files.put("apps/web.yaml", "web");
    files.put("apps/other.yaml", "other");
    ObjectId head = remote.push(remote.commitFiles("First", files));
    try (GitSource source = source(remote)) {
      source.accept(advanced(source.poll()).revision());
      files.put("apps/WEB.yaml", "web");
      remote.push(remote.commitFiles("Second", files, head));

      var held = SourceFixture.held(source.poll(), SourceFailure.UNSAFE_TREE);

      assertThat(held.message()).contains("only in letter case");
    }
  }

  private GitSource source(RemoteFixture remote) {
    return SourceFixture.source(
        SourceFixture.settings(remote.directory().toString()), directory.resolve("store"));
  }

  private void change() {
    for (int times = random.nextInt(1, 4); times > 0; times--) {
      String path =
          DIRECTORIES.get(random.nextInt(DIRECTORIES.size())) + "f" + random.nextInt(12) + ".yaml";
      switch (random.nextInt(6)) {
        case 0 -> files.remove(path);
        case 1 -> files.keySet().removeIf(each -> each.startsWith("a/b/"));
        case 2 -> {
          String text = files.remove(path);
          files.put("moved/" + random.nextInt(5), text == null ? "nothing" : text);
        }
        default -> files.put(path, "content " + random.nextInt(4));
      }
    }
  }

  private static Map<String, String> contents(RepositoryTree tree) {
    Map<String, String> contents = new TreeMap<>();
    List<RepositoryFile> read = new ArrayList<>();
    tree.readAll(
        tree.files(),
        (file, bytes) -> {
          read.add(file);
          contents.put(file.path(), new String(bytes, StandardCharsets.UTF_8));
        });
    assertThat(read).isEqualTo(tree.files());
    return contents;
  }
}
