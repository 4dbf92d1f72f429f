package dev.setpoint.manifest;

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
 * Where several policies match a resource, the most careful mode wins: off, hold, observe, correct.
 *
 * @param match which resources it speaks of; all its conditions must hold
 * @param mode their mode, or null to leave it as the node says
 * @param ignore fields that are never drift
 */
public record PolicyManifest(
    Metadata metadata, Origin origin, Match match, @Nullable Mode mode, List<IgnoreRule> ignore)
    implements Manifest {
  public PolicyManifest {
    ignore = List.copyOf(ignore);
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
}
