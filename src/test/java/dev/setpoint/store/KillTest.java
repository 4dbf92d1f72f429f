package dev.setpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent.Intent;
import dev.setpoint.audit.AuditEvent.Settled;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a recording process again and again: what it was told is on record stays on record. */
@Tag("process")
class KillTest {
  private static final int KILLS = 50;
  private static final long SEED = Long.getLong("seed", 20260301L);

  @TempDir Path directory;

  @Test
  void nothingAcknowledgedIsEverMissing() throws IOException, InterruptedException {
    var random = new Random(SEED);
    var acknowledged = new ArrayList<String>();
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged.addAll(runAndKill(1 + random.nextInt(400)));
    }
    try (var store = SqliteStore.open(directory.resolve("data"), InstantSource.system())) {
      List<AuditEntry> all = everything(store.auditLog());
      Map<Long, Long> outcomes = check(all);
      for (String line : acknowledged) {
        long index = Long.parseLong(line.split(" ")[1]);
        assertThat(all.get((int) index - 1).event())
            .as("seed %d, %s", SEED, line)
            .isInstanceOf(Intent.class);
        assertThat(line.startsWith("intent") || outcomes.containsKey(index)).as(line).isTrue();
      }
      checkRecords(all, store.nodeRecords().records("local"));
      assertThat(acknowledged).hasSizeGreaterThan(KILLS);
    }
  }

  /** Output lines of a run that is killed after the given number of them. */
  private List<String> runAndKill(int after) throws IOException, InterruptedException {
    Process process = start();
    var lines = new ArrayList<String>();
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.endsWith(" .")) {
          lines.add(line);
        }
        if (lines.size() == after) {
          // Not Process.destroyForcibly, which also throws away what was said and not yet read.
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(process.waitFor()).as("it was killed, it did not end").isEqualTo(137);
    return lines;
  }

  @Test
  void twoProcessesCannotRunOnOneDirectory() throws IOException, InterruptedException {
    Process other = start();
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).isNotNull();
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(
                () -> SqliteStore.open(directory.resolve("data"), InstantSource.system()))
            .isInstanceOf(StoreRefusedException.class)
            .hasMessageContaining("another Setpoint (process " + other.pid() + ") runs on");
      }
    } finally {
      other.destroyForcibly().waitFor();
    }
    SqliteStore.open(directory.resolve("data"), InstantSource.system()).close();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            AppendingProcess.class.getName(),
            directory.resolve("data").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<AuditEntry> everything(AuditLog log) {
    var all = new ArrayList<AuditEntry>();
    long before = Long.MAX_VALUE;
    while (before > 1) {
      List<AuditEntry> page = log.list(new AuditLog.Query(null, null, before, 1_000));
      all.addAll(page);
      before = page.getLast().index();
    }
    all.sort(Comparator.comparingLong(AuditEntry::index));
    return all;
  }

  /** Dense, and one outcome at most for each intent. */
  private static Map<Long, Long> check(List<AuditEntry> all) {
    var outcomes = new HashMap<Long, Long>();
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).index()).isEqualTo(i + 1L);
      if (all.get(i).event() instanceof Settled settled) {
        assertThat(outcomes.put(settled.intent(), all.get(i).index())).isNull();
        assertThat(settled.intent()).isLessThan(all.get(i).index());
      }
    }
    return outcomes;
  }

  /** The record of a resource is that of its last outcome. */
  private static void checkRecords(List<AuditEntry> all, Map<ResourceId, AppliedRecord> records) {
    var last = new HashMap<ResourceId, String>();
    for (AuditEntry entry : all) {
      if (entry.event() instanceof Settled settled) {
        last.put(settled.resource(), "after-" + settled.intent());
      }
    }
    assertThat(records.keySet()).isEqualTo(last.keySet());
    records.forEach((id, record) -> assertThat(record.revisionId()).isEqualTo(last.get(id)));
  }
}
