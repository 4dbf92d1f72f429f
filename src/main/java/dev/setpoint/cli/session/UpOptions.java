package dev.setpoint.cli.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} was told.
 *
 * @param repo address of the repository
 * @param branch branch to follow; empty for the repository's default branch
 * @param path directory of the manifests in the repository; empty for its root
 * @param poll mean time between polls
 * @param sweep mean time between full passes
 * @param dataDirectory where everything is kept
 * @param node name of this machine in manifests
 * @param port of the API on loopback; 0 for any free one
 * @param access how to prove to the git server who is asking
 * @param engines engines to use; empty for whatever is found
 * @param secrets directory with one file for each secret, or null for {@code secrets} in the data
 *     directory
 * @param allowUnencrypted whether {@code http://} and {@code git://} are accepted
 * @param fleet where agents of other machines connect, or null when none can
 * @param localAgent whether this machine is a node itself
 */
public record UpOptions(
    String repo,
    String branch,
    String path,
    Duration poll,
    Duration sweep,
    Path dataDirectory,
    String node,
    int port,
    GitAccess access,
    List<EngineChoice> engines,
    @Nullable Path secrets,
    boolean allowUnencrypted,
    @Nullable FleetPort fleet,
    boolean localAgent) {
  /** Port for agents. */
  public static final int DEFAULT_FLEET_PORT = 7438;

  public static final int DEFAULT_PORT = 7437;
  public static final Duration DEFAULT_POLL = Duration.ofSeconds(15);
  public static final Duration DEFAULT_SWEEP = Duration.ofSeconds(30);
  public static final String DEFAULT_NODE = "local";

  public UpOptions {
    engines = List.copyOf(engines);
  }

  /** The default options on a repository of this machine. */
  public static UpOptions local(
      String repo, Duration poll, Path dataDirectory, int port, List<EngineChoice> engines) {
    return new UpOptions(
        repo,
        "",
        "",
        poll,
        DEFAULT_SWEEP,
        dataDirectory,
        DEFAULT_NODE,
        port,
        new GitAccess.Open(),
        engines,
        null,
        false,
        null,
        true);
  }

  /**
   * Where agents of other machines connect.
   *
   * @param address address of this machine to listen on
   * @param hosts names and addresses under which agents reach it, the first one as joining machines
   *     are told
   */
  public record FleetPort(String address, int port, List<String> hosts) {
    public FleetPort {
      hosts = List.copyOf(hosts);
    }
  }

  /** How to prove to the git server who is asking; secrets stay in their files. */
  public sealed interface GitAccess {
    /** Nothing to prove. */
    record Open() implements GitAccess {}

    /** A private key without passphrase, and the file of the host keys that are trusted. */
    record SshKey(Path keyFile, Path knownHostsFile) implements GitAccess {}

    /** A user name, and a file whose first line is the token. */
    record UserToken(String user, Path tokenFile) implements GitAccess {}
  }

  /**
   * One engine.
   *
   * @param name {@code docker}, {@code podman}, {@code lxd}, {@code incus} or {@code simulated}
   * @param socket path of its unix socket, or null for its usual one; for the simulated one how
   *     often somebody changes something by hand, such as {@code 20s}, or null for never
   */
  public record EngineChoice(String name, @Nullable String socket) {}
}
