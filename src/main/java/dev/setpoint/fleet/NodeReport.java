package dev.setpoint.fleet;

import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of its node after a pass.
 *
 * @param node name of the node
 * @param generation generation of the desired state that the pass worked on; 0 before the first
 * @param revisionId its revision
 * @param at when the pass began
 * @param took how long it lasted
 * @param full whether it looked at everything
 * @param targets the node's engines
 * @param resources every resource of the node, as last seen
 */
public record NodeReport(
    String node,
    long generation,
    String revisionId,
    Instant at,
    Duration took,
    boolean full,
    List<TargetReport> targets,
    List<ResourceReport> resources) {
  public NodeReport {
    targets = List.copyOf(targets);
    resources = List.copyOf(resources);
  }

  /**
   * An engine of the node.
   *
   * @param reachable whether it answered in the last pass
   * @param engine product and version
   * @param message remedy when it did not answer
   */
  public record TargetReport(String name, boolean reachable, String engine, String message) {}

  /**
   * One resource.
   *
   * @param condition ready, reconciling or stalled
   * @param reason the word behind the condition, or null when ready
   * @param message a sentence for people
   * @param health what its own check says
   * @param state how it runs, such as {@code running} or {@code exited (1)}
   * @param drift what differs, or null
   * @param driftSince when the difference was first seen, or null
   * @param nextTry when it is tried again by itself, or null
   * @param culprits who moved it since it was as declared, where the engine tells
   * @param answer what came of the last thing that a person asked for, or null
   */
  public record ResourceReport(
      ResourceId id,
      String target,
      Mode mode,
      Condition condition,
      @Nullable FailureReason reason,
      String message,
      Health health,
      String state,
      @Nullable Drift drift,
      @Nullable Instant driftSince,
      @Nullable Instant nextTry,
      List<Culprit> culprits,
      @Nullable Answer answer) {
    public ResourceReport {
      culprits = List.copyOf(culprits);
    }

    /** Nobody knows who moved it, and nobody asked for anything. */
    public ResourceReport(
        ResourceId id,
        String target,
        Mode mode,
        Condition condition,
        @Nullable FailureReason reason,
        String message,
        Health health,
        String state,
        @Nullable Drift drift,
        @Nullable Instant driftSince,
        @Nullable Instant nextTry) {
      this(
          id,
          target,
          mode,
          condition,
          reason,
          message,
          health,
          state,
          drift,
          driftSince,
          nextTry,
          List.of(),
          null);
    }
  }

  /** Condition of anything reported. */
  public enum Condition {
    READY("ready"),
    RECONCILING("reconciling"),
    STALLED("stalled");

    private final String word;

    Condition(String word) {
      this.word = word;
    }

    /** The word in output. */
    public String word() {
      return word;
    }
  }
}
