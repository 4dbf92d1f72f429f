package dev.setpoint.manifest.host;

import dev.setpoint.manifest.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package of the machine's distribution.
 *
 * <pre>
 * packages:
 *   nginx: present
 *   tree: absent
 *   curl: {version: "&gt;= 7.88, &lt; 8", hold: true}
 * </pre>
 *
 * @param state whether it is installed
 * @param version what its version must be; empty for any
 * @param hold whether the package manager may change it, or null when left alone
 * @param verify whether its files must be as packaged
 * @param downgrade whether an older version may take the place of a newer one
 */
public record PackageSpec(
    State state, List<Bound> version, @Nullable Boolean hold, boolean verify, boolean downgrade)
    implements HostSpec {
  public PackageSpec {
    version = List.copyOf(version);
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.PACKAGE;
  }

  /** Whether a package is installed. */
  public enum State {
    PRESENT,
    /** The newest one that the machine's sources offer. */
    LATEST,
    /** Not installed; its configuration may stay. */
    ABSENT,
    /** Not installed, and no configuration of it left. */
    PURGED
  }

  /**
   * One condition on a version.
   *
   * @param relation {@code =}, {@code <}, {@code <=}, {@code >} or {@code >=}
   */
  public record Bound(String relation, String version) {
    @Override
    public String toString() {
      return relation.equals("=") ? version : relation + " " + version;
    }
  }
}
