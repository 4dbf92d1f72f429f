package dev.setpoint.rollout;

import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.PolicyManifest.GuardRule;
import java.util.Collection;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How much a revision may remove.
 *
 * @param percentOfAll of everything on all nodes, 0 to 100
 * @param percentOfNode of everything on one node, 0 to 100
 * @param always so many removals are never too many
 */
public record GuardLimits(int percentOfAll, int percentOfNode, int always) {
  /** What holds without a policy. */
  public static final GuardLimits STANDARD = new GuardLimits(10, 20, 3);

  /** What the policies say; of several the smallest number wins. */
  public static GuardLimits of(Collection<PolicyManifest> policies) {
    return new GuardLimits(
        smallest(policies, GuardRule::percentOfAll, STANDARD.percentOfAll),
        smallest(policies, GuardRule::percentOfNode, STANDARD.percentOfNode),
        smallest(policies, GuardRule::always, STANDARD.always));
  }

  private static int smallest(
      Collection<PolicyManifest> policies,
      Function<GuardRule, @Nullable Integer> number,
      int otherwise) {
    OptionalInt found =
        policies.stream()
            .map(PolicyManifest::guards)
            .filter(Objects::nonNull)
            .map(number)
            .filter(Objects::nonNull)
            .mapToInt(Integer::intValue)
            .min();
    return found.orElse(otherwise);
  }

  /** The smaller number of each: a revision cannot loosen the guard that judges it. */
  public GuardLimits and(GuardLimits other) {
    return new GuardLimits(
        Math.min(percentOfAll, other.percentOfAll),
        Math.min(percentOfNode, other.percentOfNode),
        Math.min(always, other.always));
  }
}
