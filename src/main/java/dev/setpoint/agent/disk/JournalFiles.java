package dev.setpoint.agent.disk;

import dev.setpoint.agent.disk.Disk.Growing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the journal. Each begins with everything that must be known, so the newest one alone
 * tells where the journal stands; an older one is kept as long as the controller lacks an entry of
 * it. A file is never appended to by a later process: what a crash tore off stays at its end.
 *
 * <p>Not safe for threads.
 */
final class JournalFiles {
  /**
   * How large it may grow.
   *
   * @param file bytes that a file takes behind its beginning before the next one is begun
   * @param all bytes of all files: what waits for a controller that is away, and little else
   */
  record Limits(long file, long all) {
    /** A month of one correction a minute fits. */
    static Limits standard() {
      return new Limits(1 << 20, 256 << 20);
    }
  }

  private static final Pattern NAME = Pattern.compile("journal-\\d{12}");

  /**
   * One file.
   *
   * @param first index of the first entry in it
   * @param bytes how large it is
   */
  private record Part(String name, long first, long bytes) {}

  private final Disk disk;
  private final Limits limits;
  private final List<Part> older = new ArrayList<>();
  private @Nullable Part current;
  private @Nullable Growing growing;
  private long currentHead;

  JournalFiles(Disk disk, Limits limits) {
    this.disk = disk;
    this.limits = limits;
  }

  /**
   * Where the journal stood when it was last written; empty when there never was one.
   *
   * @throws DamagedJournalException when that cannot be told
   */
  Optional<JournalState> load() throws IOException {
    var names = disk.names().stream().filter(name -> NAME.matcher(name).matches()).toList();
    JournalState newest = null;
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i);
      byte[] content = disk.read(name);
      var notes = NoteCodec.decode(name, content);
      if (notes.isEmpty() && i == names.size() - 1) {
        // A crash while it was begun: the one before still tells everything.
        disk.delete(name);
      } else if (!notes.isEmpty() && notes.getFirst() instanceof Note.Begin begin) {
        older.add(new Part(name, begin.next(), content.length));
        newest = new JournalState();
        notes.forEach(newest::take);
      } else {
        throw new DamagedJournalException(name + " has no beginning", null);
      }
    }
    return Optional.ofNullable(newest);
  }

  /** Begins a new file where the journal stands. */
  void begin(JournalState state) throws IOException {
    close();
    var part = new Part("journal-%012d".formatted(number() + 1), state.next(), 0);
    byte[] head = NoteCodec.encode(state.asNotes());
    var file = disk.create(part.name());
    try {
      file.append(head);
    } catch (IOException e) {
      file.close();
      disk.delete(part.name());
      throw e;
    }
    growing = file;
    currentHead = head.length;
    current = new Part(part.name(), part.first(), head.length);
  }

  private long number() {
    return older.isEmpty()
        ? 0
        : Long.parseLong(older.getLast().name().substring("journal-".length()));
  }

  /** Whether {@link #begin} must come before the next {@link #append}. */
  boolean needsBegin() {
    return current == null || growing == null || current.bytes() - currentHead > limits.file();
  }

  /** Makes a batch durable. After a failure the file is given up, whatever the disk kept of it. */
  void append(byte[] batch) throws IOException {
    var part = current;
    var file = growing;
    if (part == null || file == null) {
      throw new IllegalStateException("no file was begun");
    }
    growing = null;
    try {
      file.append(batch);
      current = new Part(part.name(), part.first(), part.bytes() + batch.length);
      growing = file;
    } finally {
      if (growing == null) {
        close(file);
      }
    }
  }

  private static void close(Growing file) throws IOException {
    file.close();
  }

  /** Whether nothing more may wait for the controller. */
  boolean isFull() {
    long bytes = older.stream().mapToLong(Part::bytes).sum();
    return bytes + (current == null ? 0 : current.bytes()) > limits.all();
  }

  /** Removes files with nothing that the controller lacks. */
  void drop(long taken) throws IOException {
    while (older.size() > 1 && older.get(1).first() <= taken) {
      disk.delete(older.removeFirst().name());
    }
    if (older.size() == 1 && current != null && current.first() <= taken) {
      disk.delete(older.removeFirst().name());
    }
  }

  /**
   * Entries from an index on, as long as they fit.
   *
   * @throws DamagedJournalException when one of them is gone
   */
  List<Note.Written> entries(long from, long next) throws IOException {
    var parts = new ArrayList<>(older);
    if (current != null) {
      parts.add(current);
    }
    for (int i = 0; i < parts.size(); i++) {
      long end = i + 1 < parts.size() ? parts.get(i + 1).first() : next;
      if (from < end) {
        return entries(parts.get(i), from, end);
      }
    }
    return List.of();
  }

  private List<Note.Written> entries(Part part, long from, long end) throws IOException {
    var found = new ArrayList<Note.Written>();
    for (var note : NoteCodec.decode(part.name(), disk.read(part.name()))) {
      if (note instanceof Note.Written written
          && written.entry().index() >= from
          && written.entry().index() < end) {
        found.add(written);
      }
    }
    if (found.isEmpty() || found.getFirst().entry().index() != from) {
      throw new DamagedJournalException("entry " + from + " is missing in " + part.name(), null);
    }
    return found;
  }

  void close() throws IOException {
    var file = growing;
    growing = null;
    if (current != null) {
      older.add(current);
      current = null;
    }
    if (file != null) {
      file.close();
    }
  }
}
