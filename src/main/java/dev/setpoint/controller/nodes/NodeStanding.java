package dev.setpoint.controller.nodes;

import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.TargetReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one node stands, in one line.
 *
 * @param labels as git says; empty when no manifest declares it
 * @param presence whether it is connected
 * @param since since when it is so, or null when nobody knows
 * @param lastSeen when it last said something, or null
 * @param agentVersion as it said when it connected; empty before
 * @param wanted generation that it shall have; 0 before the first
 * @param reached generation that it works from
 * @param condition never ready while it is away
 * @param reason the word behind the condition; empty when ready
 * @param resources how many it reports
 * @param drifted how many of them differ
 * @param lastFullPass when it last looked at everything, or null
 * @param targets its engines
 */
public record NodeStanding(
    String node,
    Map<String, String> labels,
    Presence presence,
    @Nullable Instant since,
    @Nullable Instant lastSeen,
    String agentVersion,
    long wanted,
    long reached,
    Condition condition,
    String reason,
    String message,
    int resources,
    int drifted,
    @Nullable Instant lastFullPass,
    List<TargetReport> targets) {
  public NodeStanding {
    labels = Map.copyOf(labels);
    targets = List.copyOf(targets);
  }

  /** Whether a node is connected. */
  public enum Presence {
    CONNECTED("connected"),
    AWAY("away"),
    NEVER_JOINED("never joined"),
    REVOKED("revoked"),
    QUARANTINED("quarantined");

    private final String word;

    Presence(String word) {
      this.word = word;
    }

    /** The word in output. */
    public String word() {
      return word;
    }
  }
}
