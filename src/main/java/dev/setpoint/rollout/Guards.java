package dev.setpoint.rollout;

import dev.setpoint.manifest.Protection;
import dev.setpoint.rollout.FleetChange.Removal;
import dev.setpoint.rollout.Judgement.Finding;
import dev.setpoint.rollout.Judgement.Guard;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges what a revision takes away, before any order leaves. What is held is held for everybody,
 * until a person approves exactly these removals by their digest.
 */
public final class Guards {
  /** So many names stand in a message. */
  private static final int NAMED = 5;

  private final FleetChange change;
  private final GuardLimits limits;
  private final List<Finding> findings = new ArrayList<>();

  private Guards(FleetChange change, GuardLimits limits) {
    this.change = change;
    this.limits = limits;
  }

  /**
   * Whether a change may go out.
   *
   * @param approved digests that a person has approved
   */
  public static Judgement judge(FleetChange change, GuardLimits limits, Set<String> approved) {
    return new Guards(change, limits).judge(approved);
  }

  private Judgement judge(Set<String> approved) {
    everything();
    share();
    nodes();
    manifests();
    protection(Protection.CONFIRM, Guard.PROTECT_CONFIRM);
    boolean never = protection(Protection.NEVER, Guard.PROTECT_NEVER);
    var digest = digest();
    return findings.isEmpty() || (approved.contains(digest) && !never)
        ? new Judgement.Passed(findings.isEmpty() ? "" : digest)
        : new Judgement.Held(findings, digest, !never);
  }

  private void everything() {
    int removed = change.removals().size();
    // Renaming the only resource takes away everything too, and is no reason to ask.
    if (removed > 1 && removed == change.managedBefore()) {
      find(Guard.EVERYTHING, "it removes all %d resources".formatted(removed));
    }
  }

  private void share() {
    int removed = change.removals().size();
    if (isTooMuch(removed, change.managedBefore(), limits.percentOfAll())) {
      find(
          Guard.SHARE_OF_ALL,
          "it removes %d of %d resources, more than %d %% and more than %d"
              .formatted(removed, change.managedBefore(), limits.percentOfAll(), limits.always()));
    }
  }

  private void nodes() {
    Map<String, Long> removed =
        change.removals().stream()
            .collect(Collectors.groupingBy(Removal::node, TreeMap::new, Collectors.counting()));
    var emptied = new ArrayList<String>();
    removed.forEach((node, count) -> {
      int held = change.heldBefore().getOrDefault(node, 0);
      if (isTooMuch(count, held, limits.percentOfNode())) {
        emptied.add("%d of %d on %s".formatted(count, held, node));
      }
    });
    if (!emptied.isEmpty()) {
      find(
          Guard.SHARE_OF_NODE,
          "it removes %s, more than %d %% of a node and more than %d"
              .formatted(some(emptied), limits.percentOfNode(), limits.always()));
    }
  }

  private void manifests() {
    int fewer = change.manifestsBefore() - change.manifestsAfter();
    if (fewer > limits.always() && fewer >= change.manifestsAfter()) {
      find(
          Guard.MANIFESTS,
          "it lowers the number of nodes and resources declared from %d to %d, by half or more"
              .formatted(change.manifestsBefore(), change.manifestsAfter()));
    }
  }

  private boolean protection(Protection protection, Guard guard) {
    var names =
        change.removals().stream()
            .filter(removal -> removal.protection() == protection)
            .map(Removal::toString)
            .toList();
    if (!names.isEmpty()) {
      find(
          guard,
          "it removes %s, declared with protect: %s".formatted(some(names), protection.word()));
    }
    return !names.isEmpty();
  }

  private boolean isTooMuch(long removed, int of, int percent) {
    return removed > limits.always() && removed * 100 > (long) of * percent;
  }

  private void find(Guard guard, String what) {
    findings.add(new Finding(guard, what));
  }

  private static String some(List<String> names) {
    var shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    int more = names.size() - NAMED;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** Over what is found and what is removed; the same removals in a later revision have it too. */
  private String digest() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      update(sha, "setpoint removals 1");
      findings.forEach(finding -> update(sha, finding.guard().word()));
      change.removals().forEach(removal -> update(sha, removal.toString()));
      update(sha, change.manifestsBefore() + " " + change.manifestsAfter());
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static void update(MessageDigest sha, String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) '\n'); // no name of a node or resource holds a line break
  }
}
