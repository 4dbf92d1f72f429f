package dev.setpoint.api.wire;

import dev.setpoint.api.wire.DriftView.FieldView;
import dev.setpoint.api.wire.SourceView.ProblemView;
import dev.setpoint.api.wire.SourceView.RevisionView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would change; the answer of {@code /api/v1/plan}.
 *
 * @param nodes one plan for each node that could be asked; empty when the manifests are refused
 * @param unplanned nodes that could not be asked
 * @param problems why the manifests are refused; empty when they are valid
 * @param next what to send as {@code after} for further nodes; empty at the end
 */
public record PlanView(
    List<NodePlan> nodes, List<Unplanned> unplanned, List<ProblemView> problems, String next) {
  public PlanView {
    nodes = List.copyOf(nodes);
    unplanned = List.copyOf(unplanned);
    problems = List.copyOf(problems);
  }

  /**
   * A node that nobody knows the plan of.
   *
   * @param presence {@code connected}, {@code away} and so on, when it was asked
   * @param since since when it is so, or null when nobody knows
   * @param lastSeen when it last said something, or null
   * @param condition as last known, with its reason
   * @param message why it could not be asked
   */
  public record Unplanned(
      String node,
      String presence,
      @Nullable Instant since,
      @Nullable Instant lastSeen,
      String condition,
      String reason,
      String message) {}

  /** The plan of one node. */
  public record NodePlan(
      String node,
      long generation,
      RevisionView revision,
      List<CorrectionView> corrections,
      List<BlockedView> blocked) {
    public NodePlan {
      corrections = List.copyOf(corrections);
      blocked = List.copyOf(blocked);
    }
  }

  /**
   * One change to make.
   *
   * @param verb {@code Create}, {@code Update} and so on
   * @param after resources whose corrections must have succeeded before
   */
  public record CorrectionView(
      String resource,
      String target,
      String verb,
      String cause,
      String reason,
      List<FieldView> changes,
      List<String> after) {
    public CorrectionView {
      changes = List.copyOf(changes);
      after = List.copyOf(after);
    }
  }

  /**
   * A difference that nothing is done about now.
   *
   * @param until when it is tried again by itself, or null
   */
  public record BlockedView(
      String resource, String reason, String message, @Nullable Instant until) {}
}
