package dev.setpoint.source;

import dev.setpoint.source.guard.NameRules;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What to follow and how.
 *
 * @param url of the repository; see {@code docs/source.md} for what is refused
 * @param branch short name of the branch, or empty for the repository's default branch
 * @param path directory below the root that holds the manifests, or empty for the root
 * @param pollInterval mean time between polls while all is well
 * @param credentials for the server
 * @param limits beyond which a revision is refused
 * @param allowLocal whether paths and {@code file://} are accepted: only when the operator wrote
 *     them
 * @param allowUnencrypted whether {@code http://} and {@code git://} are accepted
 */
public record SourceSettings(
    String url,
    String branch,
    String path,
    Duration pollInterval,
    SourceCredentials credentials,
    SourceLimits limits,
    boolean allowLocal,
    boolean allowUnencrypted) {
  public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(15);
  public static final Duration MAX_BACK_OFF = Duration.ofMinutes(5);
  private static final Duration MIN_POLL_INTERVAL = Duration.ofSeconds(1);
  private static final double JITTER = 0.2;
  private static final int MAX_DOUBLINGS = 20;

  /**
   * Checks everything that can be known without a connection.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public SourceSettings {
    path = normalise(path);
    requireBranch(branch);
    if (pollInterval.compareTo(MIN_POLL_INTERVAL) < 0) {
      throw new IllegalArgumentException(
          "the poll interval " + pollInterval + " is below one second; write at least 1s");
    }
    requireFitting(SourceAddress.parse(url, allowLocal, allowUnencrypted), credentials);
  }

  /** The default branch and root of a repository, with standard interval and limits. */
  public static SourceSettings of(String url) {
    return new SourceSettings(
        url,
        "",
        "",
        DEFAULT_POLL_INTERVAL,
        SourceCredentials.none(),
        SourceLimits.standard(),
        false,
        false);
  }

  /** As {@link #of}, for an address that the operator typed: local paths are fine. */
  public static SourceSettings ofOperator(String url) {
    return new SourceSettings(
        url,
        "",
        "",
        DEFAULT_POLL_INTERVAL,
        SourceCredentials.none(),
        SourceLimits.standard(),
        true,
        false);
  }

  SourceAddress address() {
    return SourceAddress.parse(url, allowLocal, allowUnencrypted);
  }

  /** The wait after this many failures in a row: doubling from the poll interval to the cap. */
  Duration backOff(int failures) {
    Duration doubled = pollInterval.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    Duration cap = pollInterval.compareTo(MAX_BACK_OFF) > 0 ? pollInterval : MAX_BACK_OFF;
    return doubled.compareTo(cap) < 0 ? doubled : cap;
  }

  /** The wait spread over plus and minus a fifth, so that many controllers do not ask at once. */
  static Duration jittered(Duration wait, RandomGenerator random) {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }

  private static String normalise(String path) {
    String trimmed = path.replaceAll("^(\\./)+|/+$", "");
    if (trimmed.equals(".")) {
      return "";
    }
    boolean absolute = trimmed.startsWith("/");
    boolean odd =
        !trimmed.isEmpty()
            && Arrays.stream(trimmed.split("/", -1))
                .anyMatch(p -> NameRules.refusal(p).isPresent());
    if (absolute || odd) {
      throw new IllegalArgumentException(
          "the path \""
              + NameRules.printable(path)
              + "\" is refused: it must name a directory below the repository's root; write for"
              + " example fleet/production");
    }
    return trimmed;
  }

  private static void requireBranch(String branch) {
    String full = "refs/heads/" + branch;
    if (!branch.isEmpty()
        && (branch.startsWith("-") || !org.eclipse.jgit.lib.Repository.isValidRefName(full))) {
      throw new IllegalArgumentException(
          "the branch \""
              + NameRules.printable(branch)
              + "\" is refused: git allows no such name; write the short name, for example main");
    }
  }

  private static void requireFitting(SourceAddress address, SourceCredentials credentials) {
    boolean fits =
        switch (credentials) {
          case SourceCredentials.None _ -> address.way() != SourceAddress.Way.SSH;
          case SourceCredentials.UserToken _ -> address.way() == SourceAddress.Way.HTTP;
          case SourceCredentials.SshKey _ -> address.way() == SourceAddress.Way.SSH;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "the credentials do not fit the URL "
              + address.shown()
              + ": https takes none or a user and a token file, ssh takes a key file and a"
              + " known_hosts file, anything else takes none");
    }
  }
}
