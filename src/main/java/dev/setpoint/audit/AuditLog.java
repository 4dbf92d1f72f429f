package dev.setpoint.audit;

import dev.setpoint.manifest.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the record. Safe for many threads. */
public interface AuditLog {
  /** The entry of this index. */
  Optional<AuditEntry> find(long index);

  /** Entries that match, newest first, at most {@link Query#limit}. */
  List<AuditEntry> list(Query query);

  /** The outcome of an intent, once it has one. */
  Optional<AuditEntry> outcomeOf(long intentIndex);

  /** Intents of a node without an outcome, oldest first. */
  List<AuditEntry> openIntents(String node);

  /**
   * What to list.
   *
   * @param resource only entries of this resource, or null
   * @param since only entries from then on, or null
   * @param before only entries with a smaller index, for paging; {@link Long#MAX_VALUE} for none
   * @param limit at most this many, 1 to 1000
   */
  record Query(@Nullable ResourceId resource, @Nullable Instant since, long before, int limit) {}
}
