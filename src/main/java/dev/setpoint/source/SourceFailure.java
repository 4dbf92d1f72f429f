package dev.setpoint.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why a poll brought no new revision. Its {@link #word} appears in status, metric tags, alerts and
 * {@code docs/source.md}. Whatever the reason, the last good revision stays in force.
 */
public enum SourceFailure {
  HOST_UNKNOWN(
      Kind.FAILED, "the host name does not resolve", "check the URL and this machine's DNS"),
  UNREACHABLE(
      Kind.FAILED,
      "the server cannot be reached",
      "check that it runs and that no firewall stands between"),
  TIMEOUT(
      Kind.FAILED,
      "the server did not finish in time",
      "check the network and the server's load, or raise the limits idleTime and fetchTime"),
  TLS_REFUSED(
      Kind.FAILED,
      "no trusted TLS connection could be made",
      "check the server's certificate and the CA certificates of this machine's Java"),
  UNAUTHORIZED(
      Kind.FAILED,
      "the server refused the credentials",
      "put a valid token or key into the credentials file; it is read again at every poll"),
  FORBIDDEN(
      Kind.FAILED,
      "the credentials may not read this repository",
      "grant this user or key read access to it"),
  NOT_FOUND(
      Kind.FAILED,
      "there is no repository at this address",
      "check the spelling; some servers also answer so when the credentials lack access"),
  NOT_GIT(
      Kind.FAILED,
      "what answers there does not speak the smart git protocol",
      "check that the URL is the one for cloning"),
  SERVER_ERROR(
      Kind.FAILED,
      "the server answered with an error",
      "look at the server's own log; the next poll tries again"),
  TRANSFER_BROKEN(
      Kind.FAILED,
      "what the server sent is cut short or damaged",
      "nothing of it was kept and the next poll tries again; if it persists run `git fsck` on the"
          + " server"),
  REDIRECT_REFUSED(
      Kind.HELD,
      "the server redirects away from the URL",
      "if the repository has moved, write its new URL into the settings"),
  HOST_KEY_UNKNOWN(
      Kind.HELD,
      "the server's ssh host key is not in the known_hosts file",
      "compare its fingerprint with what the server's operator publishes, then add the line that"
          + " `ssh-keyscan` prints to the known_hosts file"),
  HOST_KEY_CHANGED(
      Kind.HELD,
      "the server's ssh host key is not the one in the known_hosts file",
      "this can be an attack: ask the server's operator; if the change is genuine replace the"
          + " host's line in the known_hosts file"),
  CREDENTIALS_UNREADABLE(
      Kind.FAILED,
      "a credentials file cannot be used",
      "make it a non-empty file that this process may read"),
  REPOSITORY_EMPTY(
      Kind.HELD,
      "the repository has no branches",
      "push a first commit; if it had some before, restore it from a backup or a clone"),
  BRANCH_MISSING(
      Kind.HELD,
      "the branch is not in the repository",
      "restore the branch, or name the one to follow in the settings"),
  DEFAULT_BRANCH_CHANGED(
      Kind.HELD,
      "the repository's default branch is another one than before",
      "name the branch to follow in the settings, so that the default no longer matters"),
  REWRITTEN(
      Kind.HELD,
      "the branch no longer contains the last accepted commit",
      "restore the branch, or accept exactly this commit: setpoint source accept COMMIT"),
  BRANCH_NOT_COMMIT(
      Kind.HELD, "the branch does not point to a commit", "move the branch back to a commit"),
  MALFORMED_OBJECTS(
      Kind.HELD,
      "an object breaks git's own rules",
      "run `git fsck --strict` on the repository and push a history without it"),
  FETCH_TOO_LARGE(
      Kind.HELD,
      "the server sends more than the fetch limit",
      "follow a smaller repository, or raise the limits fetchBytes and objectCount"),
  OBJECT_TOO_LARGE(
      Kind.HELD,
      "one object is larger than the object limit",
      "take the large file out of the history, or raise the limit objectBytes"),
  TOO_MANY_REFS(
      Kind.HELD,
      "the server advertises more references than the limit",
      "delete stale branches and tags, or raise the limit refCount"),
  TREE_TOO_LARGE(
      Kind.HELD,
      "the followed path holds more than the limits allow",
      "follow a path further down, or raise the limits fileCount, treeDepth or totalBytes"),
  PATH_MISSING(
      Kind.HELD,
      "the followed path is not a directory of this revision",
      "restore the directory, or correct the path in the settings"),
  EMPTIED(
      Kind.HELD,
      "the followed path has no files in this revision",
      "restore the files; to remove resources leave at least one manifest in place"),
  UNSAFE_TREE(
      Kind.HELD,
      "the followed path holds entries that are never read",
      "replace them by regular files with plain names"),
  STORE_BUSY(
      Kind.FAILED,
      "another process uses the same store",
      "stop the other process, or give this one its own data directory"),
  STORE_UNUSABLE(
      Kind.FAILED,
      "the store on this machine's disk cannot be read or written",
      "check free space, permissions and the disk"),
  STORE_REBUILT(
      Kind.FAILED,
      "the store on this machine's disk was damaged and has been emptied",
      "nothing to do: the next poll fetches it again; if this repeats check the disk");

  /** Whether trying again can help. */
  private enum Kind {
    FAILED,
    HELD
  }

  private final Kind kind;
  private final String problem;
  private final String remedy;

  SourceFailure(Kind kind, String problem, String remedy) {
    this.kind = kind;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** Whether a person has to decide; otherwise trying again later can be enough. */
  public boolean needsPerson() {
    return kind == Kind.HELD;
  }

  /** What is wrong, as half a sentence. */
  public String problem() {
    return problem;
  }

  /** What to do about it, as half a sentence. */
  public String remedy() {
    return remedy;
  }

  /** The word in status, metrics, the trail and messages, such as {@code BranchMissing}. */
  public String word() {
    return Arrays.stream(name().split("_", -1))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** The anchor of this reason in {@code docs/source.md}. */
  public String anchor() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The whole sentence for people.
   *
   * @param subject what is followed, without secrets
   * @param detail the particular of this case, or empty
   */
  String message(String subject, String detail) {
    String particular = detail.isEmpty() ? "" : " (" + detail + ")";
    return subject + ": " + problem + particular + "; " + remedy;
  }
}
