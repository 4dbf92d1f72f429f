package dev.setpoint.target.lxd.write;

import dev.setpoint.reconcile.Correction;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was applied once and is no longer declared.
 *
 * @param paths paths of fields
 */
public record Withdrawn(Set<String> paths) {
  public static final Withdrawn NOTHING = new Withdrawn(Set.of());

  public static Withdrawn by(Correction correction) {
    return new Withdrawn(
        correction.due().changes().stream()
            .filter(change -> change.desired() == null)
            .map(change -> change.path())
            .collect(Collectors.toUnmodifiableSet()));
  }

  public boolean has(String path) {
    return paths.contains(path);
  }

  public boolean has(String path, String key) {
    return paths.contains(path + "." + key);
  }

  /** Whether anything below a path is. */
  public boolean hasBelow(String path) {
    return paths.stream().anyMatch(each -> each.startsWith(path + "."));
  }
}
