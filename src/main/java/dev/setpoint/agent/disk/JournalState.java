package dev.setpoint.agent.disk;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.CorrectionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the journal stands after its notes. Not safe for threads. */
final class JournalState {
  private final SortedMap<Long, AuditEntry> open = new TreeMap<>();
  private final SortedMap<ResourceId, AppliedRecord> records = new TreeMap<>();
  private final SortedMap<ResourceId, CorrectionHistory> histories = new TreeMap<>();
  private String journal = "";
  private long next = 1;
  private long taken = 1;

  void take(Note note) {
    switch (note) {
      case Note.Begin begin -> {
        journal = begin.journal();
        next = begin.next();
        taken = begin.taken();
      }
      case Note.Written(var entry) -> write(entry);
      case Note.Open(var entry) -> open.put(entry.index(), entry);
      case Note.Applied(var record) -> records.put(record.id(), record);
      case Note.Forgotten(var resource) -> records.remove(resource);
      case Note.Tried(var history) -> histories.put(history.id(), history);
      case Note.Taken(long index) -> taken = Math.max(taken, index);
    }
  }

  private void write(AuditEntry entry) {
    if (entry.index() != next) {
      throw new DamagedJournalException(
          "entry " + entry.index() + " of the journal stands where " + next + " belongs", null);
    }
    next++;
    if (entry.event() instanceof AuditEvent.Intent) {
      open.put(entry.index(), entry);
    } else if (entry.event() instanceof AuditEvent.Settled settled) {
      open.remove(settled.intent());
    }
  }

  /** Notes that bring an empty state here: the beginning of a file. */
  List<Note> asNotes() {
    var notes = new ArrayList<Note>();
    notes.add(new Note.Begin(journal, next, taken));
    open.values().forEach(entry -> notes.add(new Note.Open(entry)));
    records.values().forEach(record -> notes.add(new Note.Applied(record)));
    histories.values().forEach(history -> notes.add(new Note.Tried(history)));
    return notes;
  }

  String journal() {
    return journal;
  }

  long next() {
    return next;
  }

  long taken() {
    return taken;
  }

  boolean isOpen(long intent) {
    return open.containsKey(intent);
  }

  List<AuditEntry> open() {
    return List.copyOf(open.values());
  }

  Map<ResourceId, AppliedRecord> records() {
    return Map.copyOf(records);
  }

  Map<ResourceId, CorrectionHistory> histories() {
    return Map.copyOf(histories);
  }
}
