package dev.setpoint.audit;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.Drift.FieldDrift;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something worth a place in the trail. Holds no secret: values of fields hide theirs. */
public sealed interface AuditEvent {
  /**
   * A correction is about to be made. Durable before the first effect.
   *
   * @param verb {@code Create}, {@code Update} …
   * @param cause who moved
   * @param reason sentence of the plan
   * @param changes field by field before and after
   * @param revisionId revision that justifies it
   * @param author author of that revision
   * @param file manifest's place, {@code file:line}; empty when the manifest is gone
   * @param driftSeenAt when the difference was first seen
   * @param culprits who moved it, where the engine tells; the first one first
   * @param request id of the request that it answers, or null when nobody asked for it
   */
  record Intent(
      String node,
      String target,
      ResourceId resource,
      String verb,
      String cause,
      String reason,
      List<FieldDrift> changes,
      String revisionId,
      String author,
      String file,
      Instant driftSeenAt,
      List<Culprit> culprits,
      @Nullable String request)
      implements AuditEvent {
    public Intent {
      changes = List.copyOf(changes);
      culprits = List.copyOf(culprits);
    }

    /** Nobody asked for it. */
    public Intent(
        String node,
        String target,
        ResourceId resource,
        String verb,
        String cause,
        String reason,
        List<FieldDrift> changes,
        String revisionId,
        String author,
        String file,
        Instant driftSeenAt,
        List<Culprit> culprits) {
      this(
          node,
          target,
          resource,
          verb,
          cause,
          reason,
          changes,
          revisionId,
          author,
          file,
          driftSeenAt,
          culprits,
          null);
    }

    /** Nobody knows who moved it. */
    public Intent(
        String node,
        String target,
        ResourceId resource,
        String verb,
        String cause,
        String reason,
        List<FieldDrift> changes,
        String revisionId,
        String author,
        String file,
        Instant driftSeenAt) {
      this(
          node,
          target,
          resource,
          verb,
          cause,
          reason,
          changes,
          revisionId,
          author,
          file,
          driftSeenAt,
          List.of());
    }
  }

  /**
   * What came of an intent; exactly one for each.
   *
   * @param intent index of the intent
   * @param result {@code Corrected}, {@code Unchanged}, {@code Skipped}, {@code Failed}
   * @param failure reason word, or null when it worked
   * @param message what was done, or what failed and what to do
   * @param tookMillis from intent to outcome
   * @param settledAtStart whether it was found open after a crash and settled by looking at the
   *     engine
   */
  record Settled(
      long intent,
      String node,
      ResourceId resource,
      String result,
      @Nullable String failure,
      String message,
      long tookMillis,
      boolean settledAtStart)
      implements AuditEvent {}

  /** A revision was taken as the desired state. */
  record RevisionAccepted(
      String url, String revisionId, String author, String subject, int manifests)
      implements AuditEvent {}

  /** A revision, or the lack of one, was refused: the last good one stays in force. */
  record RevisionHeld(String url, @Nullable String revisionId, String reason, String message)
      implements AuditEvent {}

  /** A person took a resource, or with null the whole node, out of reconciliation. */
  record Suspended(
      String node, @Nullable ResourceId resource, String by, String why, @Nullable Instant until)
      implements AuditEvent {}

  /**
   * A person asked for something to be done once. Its index is the id of the request.
   *
   * @param what {@code rollback}, {@code reset}, or {@code reset, wiping VOLUME}
   */
  record Requested(String node, ResourceId resource, String what, String by, String why)
      implements AuditEvent {}

  /** A person put it back. */
  record Resumed(String node, @Nullable ResourceId resource, String by) implements AuditEvent {}

  /**
   * A person let something through that waited for that.
   *
   * @param subject digest of what is removed, a revision, the commit of a rewritten history, or
   *     {@code RESOURCE@NODE}
   * @param what it means, as a sentence
   */
  record Approved(String subject, String by, String what) implements AuditEvent {}

  /**
   * A machine joined and was given the identity of a node.
   *
   * @param token id of the token that it used
   * @param keyHash SHA-256 of its public key
   * @param until end of its first certificate
   */
  record Enrolled(String node, String token, String keyHash, Instant until) implements AuditEvent {}

  /**
   * A person made a token.
   *
   * @param token its id
   * @param bearer the node that may join with it, or the person that it lets in
   * @param role of a person, or null for a token to join with
   * @param until when it ends, or null when it does not
   */
  record TokenMade(
      String token, String bearer, @Nullable String role, String by, @Nullable Instant until)
      implements AuditEvent {}

  /**
   * A token works no more.
   *
   * @param by who took it back, or null when too many wrong secrets were shown
   */
  record TokenEnded(String token, String bearer, @Nullable String by, String why)
      implements AuditEvent {}

  /**
   * A node may not speak any more.
   *
   * @param state {@code revoked} or {@code quarantined}
   * @param by the person who said so, or null when two machines used its identity
   */
  record NodeBarred(String node, String state, @Nullable String by, String why)
      implements AuditEvent {}

  /** A person lifted the quarantine of a node. */
  record NodeReleased(String node, String by) implements AuditEvent {}

  /**
   * A backup was put back, and what was forgotten with it had to be made up for.
   *
   * @param what {@code controller} when the node holds a newer order than the controller knows of,
   *     {@code node} when the node's journal ends before what the trail has of it
   * @param message what was done, as a sentence
   */
  record Restored(String node, String what, String message) implements AuditEvent {}

  /** The program started. */
  record Started(String version, String node) implements AuditEvent {}
}
