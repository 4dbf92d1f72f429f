package dev.setpoint.api.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.setpoint.api.wire.DriftView.FieldView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the trail.
 *
 * @param index dense, from 1
 * @param at when it was written
 */
public record EntryView(long index, Instant at, EventView event) {
  /**
   * A page of the trail.
   *
   * @param entries newest first
   * @param nextBefore value of {@code before} for the next page, or null at the end
   */
  public record Page(List<EntryView> entries, @Nullable Long nextBefore) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /** One entry and, for an intent, what came of it. */
  public record Detail(EntryView entry, @Nullable EntryView outcome) {}

  /** What an entry records; {@code type} tells which. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Intent.class, name = "intent"),
    @JsonSubTypes.Type(value = Settled.class, name = "outcome"),
    @JsonSubTypes.Type(value = RevisionAccepted.class, name = "revisionAccepted"),
    @JsonSubTypes.Type(value = RevisionHeld.class, name = "revisionHeld"),
    @JsonSubTypes.Type(value = Suspended.class, name = "suspended"),
    @JsonSubTypes.Type(value = Requested.class, name = "requested"),
    @JsonSubTypes.Type(value = Resumed.class, name = "resumed"),
    @JsonSubTypes.Type(value = Approved.class, name = "approved"),
    @JsonSubTypes.Type(value = Enrolled.class, name = "enrolled"),
    @JsonSubTypes.Type(value = TokenMade.class, name = "tokenMade"),
    @JsonSubTypes.Type(value = TokenEnded.class, name = "tokenEnded"),
    @JsonSubTypes.Type(value = NodeBarred.class, name = "nodeBarred"),
    @JsonSubTypes.Type(value = NodeReleased.class, name = "nodeReleased"),
    @JsonSubTypes.Type(value = Restored.class, name = "restored"),
    @JsonSubTypes.Type(value = Started.class, name = "started")
  })
  public sealed interface EventView {}

  /**
   * A correction was about to be made.
   *
   * @param culprits who moved the resource, where the engine tells
   */
  public record Intent(
      String node,
      String target,
      String resource,
      String verb,
      String cause,
      String reason,
      List<FieldView> changes,
      String revisionId,
      String author,
      String file,
      Instant driftSeenAt,
      List<CulpritView> culprits)
      implements EventView {
    public Intent {
      changes = List.copyOf(changes);
      culprits = List.copyOf(culprits);
    }
  }

  /** What came of an intent. */
  public record Settled(
      long intent,
      String node,
      String resource,
      String result,
      @Nullable String failure,
      String message,
      long tookMillis,
      boolean settledAtStart)
      implements EventView {}

  /** A revision was taken as the desired state. */
  public record RevisionAccepted(
      String url, String revisionId, String author, String subject, int manifests)
      implements EventView {}

  /** A revision was refused: the last good one stays in force. */
  public record RevisionHeld(String url, @Nullable String revisionId, String reason, String message)
      implements EventView {}

  /** A person took a resource or a node out of reconciliation. */
  public record Suspended(
      String node, @Nullable String resource, String by, String why, @Nullable Instant until)
      implements EventView {}

  /** A person asked for something to be done once. */
  public record Requested(String node, String resource, String what, String by, String why)
      implements EventView {}

  /** A person put it back. */
  public record Resumed(String node, @Nullable String resource, String by) implements EventView {}

  /** A person let something through that waited for that. */
  public record Approved(String subject, String by, String what) implements EventView {}

  /** What happened to an identity or a token. */
  public sealed interface IdentityView extends EventView {}

  /** A machine joined as a node. */
  public record Enrolled(String node, String token, String keyHash, Instant until)
      implements IdentityView {}

  /** A person made a token; with a role it is a person's. */
  public record TokenMade(
      String token, String bearer, @Nullable String role, String by, @Nullable Instant until)
      implements IdentityView {}

  /** A token works no more; without a person it was locked. */
  public record TokenEnded(String token, String bearer, @Nullable String by, String why)
      implements IdentityView {}

  /** A node may not speak any more: {@code revoked} or {@code quarantined}. */
  public record NodeBarred(String node, String state, @Nullable String by, String why)
      implements IdentityView {}

  /** A person lifted the quarantine of a node. */
  public record NodeReleased(String node, String by) implements IdentityView {}

  /** A backup of the {@code controller} or of the {@code node} was put back. */
  public record Restored(String node, String what, String message) implements IdentityView {}

  /** The program started. */
  public record Started(String version, String node) implements EventView {}
}
