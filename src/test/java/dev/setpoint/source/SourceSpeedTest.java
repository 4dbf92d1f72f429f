package dev.setpoint.source;

import static dev.setpoint.source.SourceFixture.advanced;
import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a large repository takes; prints what it measured and only catches gross slowness. */
@Tag("bench")
class SourceSpeedTest {
  private static final int FILES = 10_000;

  @TempDir Path directory;

  @Test
  void aCommitOfOneFileAmongTenThousandCostsLittle() throws IOException, InterruptedException {
    RemoteFixture remote = new RemoteFixture(directory.resolve("remote.git"));
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      files.put("d" + i % 10 + "/f" + i + ".yaml", "kind: Container\nname: n" + i + "\n");
    }
    ObjectId head = remote.push(remote.commitFiles("First", files));
    try (GitSource source =
        SourceFixture.source(
            SourceFixture.settings(remote.directory().toString()), directory.resolve("store"))) {
      long start = System.nanoTime();
      RepositoryTree tree = advanced(source.poll());
      report("first poll with fetch", start);
      source.accept(tree.revision());
      for (int round = 0; round < 3; round++) {
        start = System.nanoTime();
        long bytes = 0;
        for (RepositoryFile file : tree.files()) {
          bytes += tree.read(file).length;
        }
        report("reading " + bytes + " bytes of " + FILES + " files", start);
      }
      List<Long> pollsAlone = new ArrayList<>();
      List<Long> polls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        files.put("d3/f3.yaml", "changed: " + i);
        head = remote.push(remote.commitFiles("n" + i, files, head));
        start = System.nanoTime();
        RepositoryTree next = advanced(source.poll());
        pollsAlone.add((System.nanoTime() - start) / 1000);
        source.accept(next.revision());
        polls.add((System.nanoTime() - start) / 1000);
      }
      Collections.sort(polls);
      Collections.sort(pollsAlone);
      System.out.printf("of which the poll: median %d us%n", pollsAlone.get(20));
      long unchanged = System.nanoTime();
      source.poll();
      report("poll without change", unchanged);
      System.out.printf(
          "commit of one file: median %d us, worst %d us%n", polls.get(20), polls.get(39));
      assertThat(polls.get(20)).isLessThan(500_000);
    }
  }

  private static void report(String what, long start) {
    System.out.printf("%s: %.1f ms%n", what, (System.nanoTime() - start) / 1e6);
  }
}
