package dev.setpoint.store;

import dev.setpoint.audit.AuditLog.Query;
import dev.setpoint.fixture.AuditEvents;
import dev.setpoint.manifest.ResourceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;

/**
 * Measures the store on this machine's disk; not a test. Arguments: an empty directory, and how
 * many entries the long trail has.
 */
final class StoreMeasure {
  private static final int APPENDS = 4_000;

  private StoreMeasure() {}

  /** Prints what it measured. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    time("open, first start", _ -> SqliteStore.open(root.resolve("a"), clock()).close());
    time("open, again", _ -> SqliteStore.open(root.resolve("a"), clock()).close());
    plainFlush(root.resolve("plain"));
    try (var store = SqliteStore.open(root.resolve("b"), clock())) {
      appends(store, 1, 1_000);
      for (int writers : new int[] {1, 8, 64}) {
        appends(store, writers, APPENDS);
      }
    }
    longTrail(root.resolve("long"), Integer.parseInt(args[1]));
  }

  private static InstantSource clock() {
    return InstantSource.system();
  }

  private static void time(String what, LongConsumer work) {
    long start = System.nanoTime();
    work.accept(start);
    System.out.printf("%-40s %8.2f ms%n", what, (System.nanoTime() - start) / 1e6);
  }

  /** What one flush of 4 KiB costs without a database. */
  private static void plainFlush(Path file) throws IOException {
    long[] took = new long[500];
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < took.length; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(4_096));
        channel.force(false);
        took[i] = System.nanoTime() - start;
      }
    }
    report("4 KiB and flush, no database", took, Arrays.stream(took).sum());
  }

  private static void appends(SqliteStore store, int writers, int total) {
    var took = new ConcurrentLinkedQueue<Long>();
    var intent = AuditEvents.intent("local", ResourceId.container("w" + writers));
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < writers; writer++) {
        threads.execute(() -> {
          for (int i = 0; i < total / writers; i++) {
            long begin = System.nanoTime();
            store.trail().append(intent);
            took.add(System.nanoTime() - begin);
          }
        });
      }
    }
    long all = System.nanoTime() - start;
    report(
        "append, %d writers".formatted(writers),
        took.stream().mapToLong(Long::longValue).toArray(),
        all);
  }

  private static void report(String what, long[] took, long all) {
    Arrays.sort(took);
    System.out.printf(
        "%-40s %8.0f per s, p50 %7.3f ms, p99 %7.3f ms%n",
        what,
        took.length / (all / 1e9),
        took[took.length / 2] / 1e6,
        took[took.length * 99 / 100] / 1e6);
  }

  private static void longTrail(Path directory, int entries) {
    try (var store = SqliteStore.open(directory, clock())) {
      time(
          entries + " appends by 500 writers",
          _ -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
              for (int writer = 0; writer < 500; writer++) {
                var intent = AuditEvents.intent("local", ResourceId.container("w" + writer));
                threads.execute(() -> {
                  for (int i = 0; i < entries / 500; i++) {
                    store.trail().append(intent);
                  }
                });
              }
            }
          });
    }
    time("open with " + entries, _ -> SqliteStore.open(directory, clock()).close());
    try (var store = SqliteStore.open(directory, clock())) {
      lists(store, entries);
      appends(store, 1, 1_000);
    }
  }

  private static void lists(SqliteStore store, int entries) {
    var log = store.auditLog();
    var web = ResourceId.container("w7");
    var late = log.find(entries - 100L).orElseThrow().at();
    for (int round = 0; round < 3; round++) {
      time("newest 50", _ -> log.list(new Query(null, null, Long.MAX_VALUE, 50)));
      time("50 from the middle", _ -> log.list(new Query(null, null, entries / 2, 50)));
      time("newest 50 of one resource", _ -> log.list(new Query(web, null, Long.MAX_VALUE, 50)));
      time("50 of it from the middle", _ -> log.list(new Query(web, null, entries / 2, 50)));
      time("since, the last 100", _ -> log.list(new Query(null, late, Long.MAX_VALUE, 1_000)));
      time("of it since then", _ -> log.list(new Query(web, late, Long.MAX_VALUE, 50)));
    }
  }
}
