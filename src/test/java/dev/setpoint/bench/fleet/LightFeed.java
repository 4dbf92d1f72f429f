package dev.setpoint.bench.fleet;

import dev.setpoint.audit.AuditCodec;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.link.agentend.JournalFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/** A node's journal in memory; measures how long an entry is on its way into the trail. */
final class LightFeed implements JournalFeed {
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, Entry> entries = new TreeMap<>();
  private final String id;
  private final Millis lag;
  private long next = 1;

  /** One entry, and when it was written by the clock of the machine. */
  private record Entry(Bytes content, long nanos) {}

  LightFeed(String id, Millis lag) {
    this.id = id;
    this.lag = lag;
  }

  /** Writes an entry that may need its own number; gives that number. */
  long write(Instant at, LongFunction<AuditEvent> event) {
    lock.lock();
    try {
      long number = next++;
      byte[] bytes = AuditCodec.encode(new AuditEntry(number, at, event.apply(number)));
      entries.put(number, new Entry(Bytes.of(bytes), System.nanoTime()));
      return number;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String journal() {
    return id;
  }

  @Override
  public long next() {
    lock.lock();
    try {
      return next;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<byte[]> read(long from, int most, int bytes) {
    lock.lock();
    try {
      var read = new ArrayList<byte[]>();
      int size = 0;
      for (var entry : entries.tailMap(from).values()) {
        size += entry.content().length();
        if (read.size() == most || (size > bytes && !read.isEmpty())) {
          break;
        }
        read.add(entry.content().array());
      }
      return read;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long first() {
    lock.lock();
    try {
      return entries.isEmpty() ? next : entries.firstKey();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void taken(long to) {
    lock.lock();
    try {
      var taken = entries.headMap(to);
      long now = System.nanoTime();
      taken.values().forEach(entry -> lag.add((now - entry.nanos()) / 1e6));
      taken.clear();
    } finally {
      lock.unlock();
    }
  }
}
