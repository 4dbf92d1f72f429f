package dev.setpoint.rollout;

import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.PolicyManifest.CanaryRule;
import dev.setpoint.manifest.PolicyManifest.RolloutRule;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * How a revision reaches the nodes.
 *
 * @param canaryFrom a canary goes first from so many nodes on that hold something; 0 for never
 * @param canaryWithin so soon it must report ready
 * @param nodesAtOnce so many nodes move at a time
 */
public record RolloutLimits(int canaryFrom, Duration canaryWithin, int nodesAtOnce) {
  /** What holds without a policy. */
  public static final RolloutLimits STANDARD = new RolloutLimits(5, Duration.ofMinutes(2), 500);

  /**
   * What the policies say; of several the most careful number wins: a canary at the fewest nodes,
   * the shortest wait for it, the fewest nodes at once.
   */
  public static RolloutLimits of(Collection<PolicyManifest> policies) {
    var rules = policies.stream().map(PolicyManifest::rollout).filter(Objects::nonNull).toList();
    var canaries = rules.stream().map(RolloutRule::canary).filter(Objects::nonNull).toList();
    return new RolloutLimits(
        from(canaries),
        canaries.stream()
            .map(CanaryRule::within)
            .filter(Objects::nonNull)
            .min(Duration::compareTo)
            .orElse(STANDARD.canaryWithin),
        rules.stream()
            .map(RolloutRule::nodesAtOnce)
            .filter(Objects::nonNull)
            .min(Integer::compareTo)
            .orElse(STANDARD.nodesAtOnce));
  }

  private static int from(List<CanaryRule> canaries) {
    var written = canaries.stream().map(CanaryRule::from).filter(Objects::nonNull).toList();
    if (written.isEmpty()) {
      return STANDARD.canaryFrom;
    }
    return written.stream().filter(from -> from > 0).min(Integer::compareTo).orElse(0);
  }

  /** Whether a canary goes first among so many nodes that hold something. */
  boolean wantsCanary(int placedNodes) {
    return canaryFrom > 0 && placedNodes >= canaryFrom;
  }

  /** The more careful of both: a revision does not loosen the rules of its own way. */
  public RolloutLimits and(RolloutLimits other) {
    int from =
        canaryFrom == 0 || other.canaryFrom == 0
            ? Math.max(canaryFrom, other.canaryFrom)
            : Math.min(canaryFrom, other.canaryFrom);
    return new RolloutLimits(
        from,
        canaryWithin.compareTo(other.canaryWithin) < 0 ? canaryWithin : other.canaryWithin,
        Math.min(nodesAtOnce, other.nodesAtOnce));
  }
}
