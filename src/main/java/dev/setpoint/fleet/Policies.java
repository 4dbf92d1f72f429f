package dev.setpoint.fleet;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.PolicyManifest.IgnoreRule;
import dev.setpoint.manifest.PolicyManifest.Match;
import dev.setpoint.manifest.ResourceKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one revision, applied to resources. A policy's mode goes before the node's; of
 * several policies the most careful one wins.
 *
 * @param all every policy, sorted by name
 */
record Policies(List<PolicyManifest> all) {
  /** Most careful first, as the manifest reference says. */
  private static final List<Mode> MOST_CAREFUL_FIRST =
      List.of(Mode.OFF, Mode.HOLD, Mode.OBSERVE, Mode.CORRECT);

  Policies {
    all = List.copyOf(all);
  }

  /** What holds for a resource on a node; the node is null when no manifest declares it. */
  ModeChoice choose(Manifest resource, String nodeName, @Nullable NodeManifest node) {
    var matching = all.stream().filter(each -> matches(each.match(), resource, nodeName)).toList();
    var ignored = ignored(matching, resource);
    return matching.stream()
        .filter(policy -> policy.mode() != null)
        .min(Comparator.comparingInt(policy -> MOST_CAREFUL_FIRST.indexOf(policy.mode())))
        .map(policy -> new ModeChoice(modeOf(policy), "Policy " + place(policy), ignored))
        .orElseGet(() -> ofNode(node, ignored));
  }

  private static Mode modeOf(PolicyManifest policy) {
    var mode = policy.mode();
    return mode == null ? Mode.CORRECT : mode;
  }

  private static ModeChoice ofNode(@Nullable NodeManifest node, List<String> ignored) {
    return node == null
        ? new ModeChoice(Mode.CORRECT, "no policy and no Node manifest speak of it", ignored)
        : new ModeChoice(node.mode(), "Node " + place(node), ignored);
  }

  private static String place(Manifest manifest) {
    return manifest.metadata().name() + " at " + manifest.origin();
  }

  private static List<String> ignored(List<PolicyManifest> matching, Manifest resource) {
    return matching.stream()
        .flatMap(policy -> policy.ignore().stream())
        .flatMap(rule -> field(rule, resource.id().kind()))
        .distinct()
        .sorted()
        .toList();
  }

  /** A Host carries what is ignored of its parts. */
  private static Stream<String> field(IgnoreRule rule, ResourceKind kind) {
    if (rule.kind() == kind) {
      return Stream.of(rule.field());
    }
    return kind == ResourceKind.HOST && rule.kind().isPartOfHost()
        ? Stream.of(HostParts.ignored(rule.kind(), rule.field()))
        : Stream.empty();
  }

  private static boolean matches(Match match, Manifest resource, String nodeName) {
    return allows(match.kinds(), resource.id().kind())
        && allows(match.names(), resource.id().name())
        && allows(match.nodes(), nodeName)
        && hasAll(resource.metadata().labels(), match.labels());
  }

  private static <T> boolean allows(Set<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  static boolean hasAll(Map<String, String> labels, Map<String, String> wanted) {
    return labels.entrySet().containsAll(wanted.entrySet());
  }
}
