package dev.setpoint.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How strictly resources are kept: their mode, and fields that are left alone.
 *
 * <pre>
 * kind: Policy
 * metadata: {name: careful}
 * spec:
 *   match: {kinds: [Container], names: [web], labels: {app: shop}, nodes: [local]}
 *   mode: observe
 *   ignore: [{kind: Container, field: spec.memory}]
 * </pre>
 *
 * or, for the whole fleet:
 *
 * <pre>
 * kind: Policy
 * metadata: {name: fleet}
 * spec:
 *   rollout: {canary: {from: 5, within: 2m}, nodesAtOnce: 500}
 *   guards: {percentOfAll: 10, percentOfNode: 20, always: 3}
 * </pre>
 *
 * Where several policies match a resource, the most careful mode wins: off, hold, observe, correct.
 *
 * @param match which resources it speaks of; all its conditions must hold
 * @param mode their mode, or null to leave it as the node says
 * @param ignore fields that are never drift
 * @param rollout how a revision reaches the nodes, or null
 * @param guards how much a revision may remove, or null
 */
public record PolicyManifest(
    Metadata metadata,
    Origin origin,
    Match match,
    @Nullable Mode mode,
    List<IgnoreRule> ignore,
    @Nullable RolloutRule rollout,
    @Nullable GuardRule guards)
    implements Manifest {
  public PolicyManifest {
    ignore = List.copyOf(ignore);
  }

  /** One that says nothing of the whole fleet. */
  public PolicyManifest(
      Metadata metadata, Origin origin, Match match, @Nullable Mode mode, List<IgnoreRule> ignore) {
    this(metadata, origin, match, mode, ignore, null, null);
  }

  @Override
  public ResourceId id() {
    return new ResourceId(ResourceKind.POLICY, metadata.name());
  }

  /**
   * Conditions on a resource; an empty one always holds.
   *
   * @param kinds kinds
   * @param names resource names
   * @param labels labels of the resource's metadata
   * @param nodes node names
   */
  public record Match(
      Set<ResourceKind> kinds, Set<String> names, Map<String, String> labels, Set<String> nodes) {
    public Match {
      kinds = Set.copyOf(kinds);
      names = Set.copyOf(names);
      labels = Map.copyOf(labels);
      nodes = Set.copyOf(nodes);
    }
  }

  /**
   * A field that is left alone.
   *
   * @param kind kind of resource
   * @param field path as drift prints it, such as {@code spec.memory} or {@code spec.env.TZ}; a
   *     path covers everything below it
   */
  public record IgnoreRule(ResourceKind kind, String field) {}

  /**
   * How a revision reaches the nodes; null leaves what holds without a policy.
   *
   * @param canary one node first
   * @param nodesAtOnce so many nodes move at a time
   */
  public record RolloutRule(@Nullable CanaryRule canary, @Nullable Integer nodesAtOnce) {}

  /**
   * One node gets a revision before the others.
   *
   * @param from from so many nodes on that hold something; 0 for never
   * @param within so soon it must report ready; null leaves what holds without a policy
   */
  public record CanaryRule(@Nullable Integer from, @Nullable Duration within) {}

  /**
   * How much a revision may remove; null leaves what holds without a policy.
   *
   * @param percentOfAll of everything on all nodes
   * @param percentOfNode of everything on one node
   * @param always so many removals are never too many
   */
  public record GuardRule(
      @Nullable Integer percentOfAll, @Nullable Integer percentOfNode, @Nullable Integer always) {}
}
