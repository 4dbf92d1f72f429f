package dev.setpoint.api.wire.fleet;

import dev.setpoint.api.wire.NodeView.TargetView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some nodes of the fleet, sorted by name; the answer of {@code GET /api/v1/nodes}.
 *
 * @param next what to send as {@code after} for the following ones; empty at the end
 */
public record NodesView(List<Line> nodes, String next) {
  public NodesView {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node.
   *
   * @param labels as git says
   * @param presence {@code connected}, {@code away}, {@code never joined}, {@code revoked} or
   *     {@code quarantined}
   * @param since since when it is so, or null when nobody knows
   * @param lastSeen when it last said something, or null
   * @param wanted generation that it shall have
   * @param reached generation that it works from
   * @param condition {@code ready}, {@code reconciling} or {@code stalled}
   * @param reason the word behind the condition; empty when ready
   * @param resources how many it reports
   * @param drifted how many of them differ
   * @param lastFullPass when it last looked at everything, or null
   */
  public record Line(
      String node,
      Map<String, String> labels,
      String presence,
      @Nullable Instant since,
      @Nullable Instant lastSeen,
      String agentVersion,
      long wanted,
      long reached,
      String condition,
      String reason,
      String message,
      int resources,
      int drifted,
      @Nullable Instant lastFullPass,
      List<TargetView> targets) {
    public Line {
      labels = Map.copyOf(labels);
      targets = List.copyOf(targets);
    }
  }
}
