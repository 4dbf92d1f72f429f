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
 * @param nodes one plan for each node; empty when the manifests are refused
 * @param problems why the manifests are refused; empty when they are valid
 */
public record PlanView(List<NodePlan> nodes, List<ProblemView> problems) {
  public PlanView {
    nodes = List.copyOf(nodes);
    problems = List.copyOf(problems);
  }

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
