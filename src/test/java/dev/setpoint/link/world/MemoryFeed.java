package dev.setpoint.link.world;

import dev.setpoint.link.agentend.JournalFeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A journal in memory that throws away what was taken. */
public final class MemoryFeed implements JournalFeed {
  private final String id;
  private final SortedMap<Long, byte[]> entries = new TreeMap<>();
  private long next = 1;
  private long takenTo = 1;

  /** An empty journal. */
  public MemoryFeed(String id) {
    this.id = id;
  }

  /** Writes an entry. */
  public void write(String entry) {
    entries.put(next++, entry.getBytes(StandardCharsets.UTF_8));
  }

  /** Up to where it was taken. */
  public long takenTo() {
    return takenTo;
  }

  @Override
  public String journal() {
    return id;
  }

  @Override
  public long next() {
    return next;
  }

  @Override
  public List<byte[]> read(long from, int most, int bytes) {
    var read = new ArrayList<byte[]>();
    int size = 0;
    for (var entry : entries.tailMap(from).values()) {
      size += entry.length;
      if (read.size() == most || (size > bytes && !read.isEmpty())) {
        break;
      }
      read.add(entry);
    }
    return read;
  }

  @Override
  public long first() {
    return entries.isEmpty() ? next : entries.firstKey();
  }

  @Override
  public void taken(long to) {
    takenTo = Math.max(takenTo, to);
    entries.headMap(to).clear();
  }
}
