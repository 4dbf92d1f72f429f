package dev.setpoint.crash;

import dev.setpoint.audit.AuditCodec;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The trail as it lies on the disk, read past the program.
 *
 * @param entries all of it
 * @param stretches every intent with its outcome, in the order of the intents
 */
record TrailFile(List<AuditEntry> entries, List<Stretch> stretches) {
  /**
   * An intent and what came of it.
   *
   * @param outcome null while it is open
   * @param until when the outcome was written; never, while it is open
   */
  record Stretch(
      long index,
      Instant from,
      AuditEvent.Intent intent,
      AuditEvent.@Nullable Settled outcome,
      Instant until) {
    boolean worked() {
      return outcome != null && outcome.result().equals("Corrected");
    }

    boolean wasInterrupted() {
      return outcome != null && outcome.settledAtStart();
    }

    boolean failed() {
      return outcome != null && outcome.result().equals("Failed");
    }

    String resource() {
      return intent.resource().toString();
    }

    @Override
    public String toString() {
      return "%d %s %s (%s, %s) -> %s"
          .formatted(
              index,
              intent.verb(),
              intent.resource(),
              intent.cause(),
              intent.reason(),
              outcome == null ? "open" : outcome.result() + " " + outcome.message());
    }
  }

  static TrailFile read(Path database) throws SQLException {
    var entries = new ArrayList<AuditEntry>();
    try (var connection = open(database);
        var rows =
            connection.createStatement().executeQuery("SELECT leaf FROM entry ORDER BY idx")) {
      while (rows.next()) {
        entries.add(AuditCodec.decode(rows.getBytes(1)));
      }
    }
    return new TrailFile(entries, stretches(entries));
  }

  /** Resources that the program has on record as its own. */
  static Set<String> records(Path database) throws SQLException {
    var resources = new HashSet<String>();
    try (var connection = open(database);
        var rows =
            connection.createStatement().executeQuery("SELECT resource FROM applied_record")) {
      while (rows.next()) {
        resources.add(rows.getString(1));
      }
    }
    return resources;
  }

  private static Connection open(Path database) throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(5_000);
    return DriverManager.getConnection("jdbc:sqlite:" + database, config.toProperties());
  }

  private static List<Stretch> stretches(List<AuditEntry> entries) {
    Map<Long, Stretch> byIndex = new LinkedHashMap<>();
    for (var entry : entries) {
      switch (entry.event()) {
        case AuditEvent.Intent intent ->
            byIndex.put(
                entry.index(), new Stretch(entry.index(), entry.at(), intent, null, Instant.MAX));
        case AuditEvent.Settled settled -> close(byIndex, entry, settled);
        case AuditEvent.RevisionAccepted _,
            AuditEvent.RevisionHeld _,
            AuditEvent.Suspended _,
            AuditEvent.Requested _,
            AuditEvent.Resumed _,
            AuditEvent.Enrolled _,
            AuditEvent.TokenMade _,
            AuditEvent.TokenEnded _,
            AuditEvent.NodeBarred _,
            AuditEvent.Restored _,
            AuditEvent.NodeReleased _,
            AuditEvent.Started _,
            AuditEvent.Approved _ -> {}
      }
    }
    return List.copyOf(byIndex.values());
  }

  private static void close(
      Map<Long, Stretch> byIndex, AuditEntry entry, AuditEvent.Settled settled) {
    var open = byIndex.get(settled.intent());
    if (open == null || open.outcome() != null) {
      throw new AssertionError(
          "entry %d settles what is not open: %s".formatted(entry.index(), settled));
    }
    byIndex.put(
        open.index(), new Stretch(open.index(), open.from(), open.intent(), settled, entry.at()));
  }
}
