package dev.setpoint.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.transport.sshd.OpenSshServerKeyDatabase;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSession;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.eclipse.jgit.util.FS;

/**
 * Makes the ssh sessions of one exchange: one key, one known_hosts file, nothing from the user's
 * own ssh directory, no agent, and nobody is ever asked.
 */
final class GuardedSsh extends SshSessionFactory implements AutoCloseable {
  private final SshdSessionFactory sessions;
  private final TransferGuard guard;

  /**
   * @param credentials the key and the trusted host keys
   * @param emptyHome a directory without any ssh configuration
   * @param guard of the exchange
   */
  GuardedSsh(SourceCredentials.SshKey credentials, Path emptyHome, TransferGuard guard) {
    this.guard = guard;
    Path known = credentials.knownHostsFile().toAbsolutePath();
    this.sessions =
        new SshdSessionFactoryBuilder()
            .setHomeDirectory(emptyHome.toFile())
            .setSshDirectory(emptyHome.toFile())
            .setConfigStoreFactory((_, _, _) -> null)
            .setPreferredAuthentications("publickey")
            .setDefaultIdentities(_ -> List.of(credentials.keyFile().toAbsolutePath()))
            .setDefaultKnownHostsFiles(_ -> List.of(known))
            .setServerKeyDatabase((_, _) -> new StrictHostKeys(known, guard))
            .setConnectorFactory(null)
            .build(null);
  }

  @Override
  public RemoteSession getSession(URIish uri, CredentialsProvider provider, FS fs, int timeoutMs)
      throws TransportException {
    return new MeteredSession(sessions.getSession(uri, provider, fs, timeoutMs), guard);
  }

  @Override
  public String getType() {
    return "setpoint";
  }

  @Override
  public void close() {
    sessions.close();
  }

  /** Accepts exactly the keys of the file; tells a missing line from a wrong one. */
  private static final class StrictHostKeys implements ServerKeyDatabase {
    private final OpenSshServerKeyDatabase known;
    private final Configuration strict;
    private final TransferGuard guard;

    StrictHostKeys(Path file, TransferGuard guard) {
      this.known = new OpenSshServerKeyDatabase(false, List.of(file));
      this.strict = new Strict(file.toString());
      this.guard = guard;
    }

    @Override
    public List<PublicKey> lookup(String connect, InetSocketAddress remote, Configuration ignored) {
      return known.lookup(connect, remote, strict);
    }

    @Override
    public boolean accept(
        String connect,
        InetSocketAddress remote,
        PublicKey key,
        Configuration ignored,
        CredentialsProvider provider) {
      List<PublicKey> expected = known.lookup(connect, remote, strict);
      if (!expected.isEmpty() && known.accept(connect, remote, key, strict, null)) {
        return true;
      }
      SourceFailure reason =
          expected.isEmpty() ? SourceFailure.HOST_KEY_UNKNOWN : SourceFailure.HOST_KEY_CHANGED;
      guard.fail(reason, KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key));
      return false;
    }
  }

  /** No key is taken that is not in the file. */
  private record Strict(String file) implements ServerKeyDatabase.Configuration {
    @Override
    public List<String> getUserKnownHostsFiles() {
      return List.of(file);
    }

    @Override
    public List<String> getGlobalKnownHostsFiles() {
      return List.of();
    }

    @Override
    public StrictHostKeyChecking getStrictHostKeyChecking() {
      return StrictHostKeyChecking.REQUIRE_MATCH;
    }

    @Override
    public boolean getHashKnownHosts() {
      return false;
    }

    @Override
    public String getUsername() {
      return "";
    }
  }

  /** A session whose commands are counted and timed. */
  private record MeteredSession(SshdSession session, TransferGuard guard)
      implements RemoteSession2 {
    @Override
    public Process exec(String command, int timeoutSeconds) throws IOException {
      return new MeteredProcess(session.exec(command, timeoutSeconds), guard);
    }

    @Override
    public Process exec(String command, Map<String, String> environment, int timeoutSeconds)
        throws IOException {
      return new MeteredProcess(session.exec(command, environment, timeoutSeconds), guard);
    }

    @Override
    public void disconnect() {
      session.disconnect();
    }
  }

  /** The remote command, whose output is counted and timed. */
  private static final class MeteredProcess extends Process {
    private final Process process;
    private final InputStream output;

    MeteredProcess(Process process, TransferGuard guard) {
      this.process = process;
      this.output = guard.meter(process.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() {
      return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return output;
    }

    @Override
    public InputStream getErrorStream() {
      return process.getErrorStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
      return process.waitFor(timeout, unit);
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public void destroy() {
      process.destroy();
    }
  }
}
