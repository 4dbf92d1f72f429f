package dev.setpoint.link.agentend;

import java.util.List;

/** The node's journal, as it is handed on to the controller. Safe for many threads. */
public interface JournalFeed {
  /** Id of the journal; a node that lost its disk begins another one. */
  String journal();

  /** Sequence number of the entry that will be written next. */
  long next();

  /**
   * Entries in order, from a sequence number on, as {@code AuditCodec} writes them; only what is
   * durable. Empty when there are none.
   *
   * @param entries how many at most
   * @param bytes how many bytes together at most, but for the first
   */
  List<byte[]> read(long from, int entries, int bytes);

  /** Sequence number of the first entry that is still there. */
  long first();

  /** The controller has everything before this durably: it may be thrown away. */
  void taken(long next);
}
