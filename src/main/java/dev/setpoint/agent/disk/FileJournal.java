package dev.setpoint.agent.disk;

import dev.setpoint.agent.Journal;
import dev.setpoint.agent.NodeRecords;
import dev.setpoint.agent.disk.JournalFiles.Limits;
import dev.setpoint.audit.AuditCodec;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.Trail.TrailUnavailableException;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.CorrectionHistory;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An agent's journal and records in append-only files. Every call that keeps something returns when
 * the disk has it; many callers share one flush. The entries wait here until the controller has
 * them. Safe for many threads.
 */
public final class FileJournal implements Journal, NodeRecords, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FileJournal.class);

  private final InstantSource clock;
  private final JournalFiles files;
  private final GroupCommit<Job> commits = new GroupCommit<>(this::commit);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  // Guards state and files.
  private final ReentrantLock lock = new ReentrantLock();
  private final JournalState state;

  private FileJournal(InstantSource clock, JournalFiles files, JournalState state) {
    this.clock = clock;
    this.files = files;
    this.state = state;
  }

  /**
   * Opens the journal of a disk, or begins one.
   *
   * @param freshId id of the journal when there is none yet; never used twice
   * @throws IOException when the disk does not answer
   * @throws DamagedJournalException when what it holds cannot be read
   */
  public static FileJournal open(Disk disk, InstantSource clock, String freshId)
      throws IOException {
    return open(new JournalFiles(disk, Limits.standard()), clock, freshId);
  }

  static FileJournal open(JournalFiles files, InstantSource clock, String freshId)
      throws IOException {
    var state =
        files
            .load()
            .orElseGet(() -> {
              var fresh = new JournalState();
              fresh.take(new Note.Begin(freshId, 1, 1));
              return fresh;
            });
    var journal = new FileJournal(clock, files, state);
    files.begin(state);
    files.drop(state.taken());
    return journal;
  }

  /** What one caller wants kept. */
  private static final class Job extends GroupCommit.Job {
    private final @Nullable AuditEvent event;
    private final List<Note> more;
    private long index;

    Job(@Nullable AuditEvent event, List<Note> more) {
      this.event = event;
      this.more = List.copyOf(more);
    }

    List<Note> notes(long next, Instant now) {
      var notes = new ArrayList<Note>();
      if (event != null) {
        index = next;
        notes.add(new Note.Written(new AuditEntry(index, now, event)));
      }
      notes.addAll(more);
      return notes;
    }
  }

  @Override
  public long intend(AuditEvent.Intent intent) {
    var job = new Job(intent, List.of());
    write(job);
    return job.index;
  }

  @Override
  public void settle(AuditEvent.Settled outcome, RecordChange change) {
    var more = new ArrayList<Note>();
    if (change.forget()) {
      more.add(new Note.Forgotten(change.resource()));
    }
    if (change.record() != null) {
      more.add(new Note.Applied(change.record()));
    }
    if (change.history() != null) {
      more.add(new Note.Tried(change.history()));
    }
    write(new Job(outcome, more));
  }

  @Override
  public void save(String node, AppliedRecord record) {
    write(new Job(null, List.of(new Note.Applied(record))));
  }

  @Override
  public void save(String node, CorrectionHistory history) {
    write(new Job(null, List.of(new Note.Tried(history))));
  }

  private void write(Job job) {
    commits.write(job);
    if (job.event != null) {
      listeners.forEach(Runnable::run);
    }
  }

  private void commit(List<Job> jobs) {
    lock.lock();
    try {
      var notes = prepare(jobs);
      if (!notes.isEmpty()) {
        makeDurable(notes);
        notes.forEach(state::take);
      }
    } catch (IOException e) {
      var refusal = unavailable(e);
      jobs.stream().filter(job -> !job.isRefused()).forEach(job -> job.refuse(refusal));
    } finally {
      lock.unlock();
    }
  }

  private void makeDurable(List<Note> notes) throws IOException {
    if (files.needsBegin()) {
      files.begin(state);
      files.drop(state.taken());
    }
    if (files.isFull()) {
      throw new IOException("as much as it may hold waits for the controller already");
    }
    files.append(NoteCodec.encode(notes));
  }

  /** Gives entries their indexes; a second outcome of an intent is refused alone. */
  private List<Note> prepare(List<Job> jobs) {
    var notes = new ArrayList<Note>();
    Set<Long> settledHere = new HashSet<>();
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long next = state.next();
    for (var job : jobs) {
      if (job.event instanceof AuditEvent.Settled settled
          && !(state.isOpen(settled.intent()) && settledHere.add(settled.intent()))) {
        job.refuse(
            new IllegalStateException(
                "intent " + settled.intent() + " is unknown or already has an outcome"));
        continue;
      }
      notes.addAll(job.notes(next, now));
      next += job.event == null ? 0 : 1;
    }
    return notes;
  }

  private static TrailUnavailableException unavailable(IOException cause) {
    return new TrailUnavailableException(
        "the journal of this machine cannot be written ("
            + cause.getMessage()
            + "): free some space on its disk and check it. Nothing is corrected without a record;"
            + " it goes on by itself once it can be written",
        cause);
  }

  @Override
  public List<AuditEntry> openIntents(String node) {
    return locked(state::open);
  }

  @Override
  public Map<ResourceId, AppliedRecord> records(String node) {
    return locked(state::records);
  }

  @Override
  public Map<ResourceId, CorrectionHistory> histories(String node) {
    return locked(state::histories);
  }

  /** Id of this journal; a machine that lost its disk begins another one. */
  public String id() {
    return locked(state::journal);
  }

  /** Index of the next entry. */
  public long next() {
    return locked(state::next);
  }

  /** Index of the first entry that the controller does not have, as far as this machine knows. */
  public long first() {
    return locked(state::taken);
  }

  /** Calls this after every new entry, on the thread that wrote it; it must return at once. */
  public void onEntry(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Entries from an index on, oldest first, each as {@link AuditCodec} writes it: at least one when
   * there is one, and no more than fit.
   *
   * @param entries how many at most
   * @param maxBytes how many bytes together at most, but for the first
   * @throws DamagedJournalException when they are gone
   * @throws IOException when the disk does not answer
   */
  public List<byte[]> read(long from, int entries, int maxBytes) throws IOException {
    lock.lock();
    try {
      var read = new ArrayList<byte[]>();
      int bytes = 0;
      for (var note : entries(from)) {
        byte[] entry = AuditCodec.encode(note.entry());
        bytes += entry.length;
        if (read.size() == entries || (!read.isEmpty() && bytes > maxBytes)) {
          break;
        }
        read.add(entry);
      }
      return read;
    } finally {
      lock.unlock();
    }
  }

  private List<Note.Written> entries(long from) throws IOException {
    return from < state.next() ? files.entries(from, state.next()) : List.of();
  }

  /** The controller has every entry before this index; what is no longer needed is removed. */
  public void taken(long next) {
    lock.lock();
    try {
      state.take(new Note.Taken(Math.min(next, state.next())));
      files.drop(state.taken());
    } catch (IOException e) {
      LOG.warnf("An old file of the journal could not be removed: %s", e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      files.close();
    } finally {
      lock.unlock();
    }
  }
}
