package dev.setpoint.controller.nodes;

import dev.setpoint.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a controller must not forget about its fleet when it stops. Every change is durable before
 * the call returns, or throws {@link dev.setpoint.audit.Trail.TrailUnavailableException}. Safe for
 * many threads.
 */
public interface FleetState {
  /** The order that each node was last given. */
  Map<String, Issued> issued();

  /**
   * Takes the next generation of each node and keeps what is issued under it, all or nothing.
   *
   * @return the generations by node
   */
  Map<String, Long> issue(List<Draft> drafts);

  /**
   * Takes care that the next generation of a node is above this one.
   *
   * @return false when it would have been anyway
   */
  boolean raise(String node, long generation);

  /** The rollout that was last kept. */
  Optional<StoredRollout> rollout();

  /** Keeps how far a rollout is. */
  void keep(StoredRollout rollout);

  /** What people have approved and what was not used yet, oldest first. */
  List<Approval> approvals();

  /** Keeps an approval; of one subject the newest counts. */
  void approve(Approval approval);

  /** Forgets an approval that was used. */
  void forgetApproval(String subject);

  /** Sequence number of the first entry of a node's journal that is not in the trail yet. */
  long journalNext(String node, String journal);

  /**
   * Takes entries of a node's journal into the trail, those that it has not got yet, in one
   * transaction with the next number.
   *
   * @return what was new, with the indexes of the trail
   */
  List<Taken> record(String node, String journal, long first, List<byte[]> entries);

  /** The order that a node was last given. */
  record Issued(long generation, String digest, String revisionId) {}

  /** An order that is about to be issued. */
  record Draft(String node, String digest, String revisionId) {}

  /**
   * How far a rollout is.
   *
   * @param stage {@code canary}, {@code open} or {@code stopped}
   * @param canary the node that goes first, or null
   * @param what why it stopped; empty otherwise
   */
  record StoredRollout(String revisionId, String stage, @Nullable String canary, String what) {}

  /**
   * A person's word.
   *
   * @param subject digest of removals, or {@code RESOURCE@NODE#DIGEST}
   */
  record Approval(String subject, String by, Instant at) {}

  /** An entry of a node's journal that was new. */
  record Taken(long index, AuditEntry entry) {}
}
