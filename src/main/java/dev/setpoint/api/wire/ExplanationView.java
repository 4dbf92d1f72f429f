package dev.setpoint.api.wire;

import dev.setpoint.api.wire.NodeView.ResourceView;
import dev.setpoint.api.wire.NodeView.SuspensionView;
import dev.setpoint.api.wire.SourceView.RevisionView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a resource is as it is on one node.
 *
 * @param report as last seen, or null before the first look
 * @param declaredAt its place in the repository as {@code file:line}, or null when git does not
 *     declare it
 * @param revision the revision in force, or null
 * @param modeWhy which manifest gave it its mode
 * @param dependsOn what it waits for
 * @param suspension of the resource or its node, or null
 * @param lastEntries newest entries of the trail, newest first
 */
public record ExplanationView(
    String node,
    String resource,
    @Nullable ResourceView report,
    @Nullable String declaredAt,
    @Nullable RevisionView revision,
    String modeWhy,
    List<String> dependsOn,
    @Nullable SuspensionView suspension,
    List<EntryView> lastEntries) {
  public ExplanationView {
    dependsOn = List.copyOf(dependsOn);
    lastEntries = List.copyOf(lastEntries);
  }

  /**
   * One explanation for each node that holds the resource.
   *
   * @param next what to send as {@code after} for further nodes; empty at the end
   */
  public record All(List<ExplanationView> explanations, String next) {
    public All {
      explanations = List.copyOf(explanations);
    }
  }
}
