package dev.setpoint.source;

import dev.setpoint.source.guard.NameRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.BasePackFetchConnection;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

/**
 * The other end: asks where the branch stands and fetches it when asked to, in one connection.
 * Every exchange runs on a virtual thread of its own, which is interrupted, its socket closed with
 * it, when the total time is up.
 */
final class RemoteRepository {
  private static final int MAX_TOKEN_BYTES = 8192;
  private static final int MAX_BRANCHES_NAMED = 5;

  private final SourceSettings settings;
  private final SourceAddress address;
  private final InstantSource clock;

  /**
   * @param settings whom to ask for what
   * @param clock for dates in a server's answer
   */
  RemoteRepository(SourceSettings settings, InstantSource clock) {
    this.settings = settings;
    this.address = settings.address();
    this.clock = clock;
  }

  /**
   * Where the followed branch stands.
   *
   * @param branch full name, or {@code HEAD} when the default branch is detached
   * @param id what it points to
   */
  record Head(String branch, ObjectId id) {}

  /** Says whether a head is to be fetched; called on the exchange's thread. */
  interface HeadChoice {
    boolean isWanted(Head head) throws IOException;
  }

  /**
   * Asks for the head and, if it is wanted, fetches it whole into the store.
   *
   * @throws TransferFailure with the reason
   */
  Head follow(GitStore store, HeadChoice wanted) throws TransferFailure, InterruptedException {
    TransferGuard guard = new TransferGuard(settings.limits());
    FutureTask<Head> exchange = new FutureTask<>(() -> exchange(store, wanted, guard));
    Thread thread = Thread.ofVirtual().name("setpoint-source-fetch").start(exchange);
    try {
      return exchange.get(settings.limits().fetchTime().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw TransferFailure.of(e.getCause() == null ? e : e.getCause(), guard);
    } catch (TimeoutException _) {
      throw guard.timeUp();
    } finally {
      guard.fail(SourceFailure.TIMEOUT, "the exchange is over"); // whoever still runs must stop
      thread.interrupt();
    }
  }

  private Head exchange(GitStore store, HeadChoice wanted, TransferGuard guard) throws IOException {
    requireLocalDirectory();
    try (Sessions sessions = sessions(store, guard);
        Transport transport = open(store, guard, sessions)) {
      try (FetchConnection connection = connect(transport, wantedRefs())) {
        Ref ref = connection.getRef(refName());
        ObjectId id = ref == null ? null : ref.getObjectId();
        if (ref != null && id != null) {
          Head head = new Head(ref.getLeaf().getName(), id);
          if (wanted.isWanted(head)) {
            fetch(connection, ref, store, guard);
          }
          return head;
        }
      }
      throw missing(transport);
    }
  }

  private void fetch(FetchConnection connection, Ref ref, GitStore store, TransferGuard guard)
      throws IOException {
    store.receiving(guard);
    connection.setPackLockMessage("setpoint");
    connection.fetch(guard.monitor(), List.of(ref), store.known());
    for (PackLock lock : connection.getPackLocks()) {
      lock.unlock();
    }
  }

  private FetchConnection connect(Transport transport, Collection<RefSpec> refs)
      throws IOException {
    FetchConnection connection = transport.openFetch(refs, refName());
    if (!(connection instanceof BasePackFetchConnection)) {
      connection.close();
      throw new TransferFailure(SourceFailure.NOT_GIT, "only the old file protocol is offered");
    }
    if (connection.getRefs().size() > settings.limits().refCount()) {
      connection.close();
      throw new TransferFailure(
          SourceFailure.TOO_MANY_REFS, "more than " + settings.limits().refCount());
    }
    return connection;
  }

  /** Asks once more for all branches, to say what is there instead. */
  private TransferFailure missing(Transport transport) throws IOException {
    try (FetchConnection connection =
        connect(transport, List.of(new RefSpec("refs/heads/*:refs/heads/*")))) {
      List<String> branches =
          connection.getRefs().stream()
              .map(Ref::getName)
              .filter(name -> name.startsWith(Constants.R_HEADS))
              .map(name -> NameRules.printable(name.substring(Constants.R_HEADS.length())))
              .sorted()
              .toList();
      if (branches.isEmpty()) {
        return new TransferFailure(SourceFailure.REPOSITORY_EMPTY, "");
      }
      String asked = settings.branch().isEmpty() ? "the default branch" : settings.branch();
      return new TransferFailure(
          SourceFailure.BRANCH_MISSING,
          asked
              + "; there are "
              + branches.stream().limit(MAX_BRANCHES_NAMED).collect(Collectors.joining(", "))
              + (branches.size() > MAX_BRANCHES_NAMED ? ", ..." : ""));
    }
  }

  private String refName() {
    return settings.branch().isEmpty() ? Constants.HEAD : Constants.R_HEADS + settings.branch();
  }

  private List<RefSpec> wantedRefs() {
    return List.of(new RefSpec(refName()));
  }

  private Transport open(GitStore store, TransferGuard guard, Sessions sessions)
      throws IOException {
    Transport transport;
    try {
      transport = Transport.open(store.repository(), address.uri());
    } catch (NotSupportedException e) {
      throw new TransferFailure(
          SourceFailure.NOT_FOUND, guard.clean(String.valueOf(e.getMessage())));
    }
    transport.setTimeout((int) Math.max(1, settings.limits().idleTime().toSeconds()));
    transport.setTagOpt(TagOpt.NO_TAGS);
    // On this machine bytes cost less than the search for differences that would save them.
    transport.setFetchThin(address.way() != SourceAddress.Way.LOCAL);
    transport.setObjectChecker(new ObjectChecker());
    if (transport instanceof TransportHttp http) {
      http.setHttpConnectionFactory(new GuardedHttp(address, guard, clock));
      authenticate(http, guard);
    }
    if (transport instanceof SshTransport ssh && sessions instanceof Ssh(GuardedSsh factory)) {
      ssh.setSshSessionFactory(factory);
    }
    return transport;
  }

  private void authenticate(TransportHttp http, TransferGuard guard) throws TransferFailure {
    if (settings.credentials() instanceof SourceCredentials.UserToken(String user, Path file)) {
      String token = firstLine(file);
      guard.hide(token);
      http.setPreemptiveBasicAuthentication(user, token);
    }
  }

  private Sessions sessions(GitStore store, TransferGuard guard) throws IOException {
    if (settings.credentials() instanceof SourceCredentials.SshKey key) {
      requireReadable(key.keyFile());
      requireReadable(key.knownHostsFile());
      return new Ssh(new GuardedSsh(key, store.emptyHome(), guard));
    }
    return new NoSessions();
  }

  private void requireLocalDirectory() throws TransferFailure {
    if (address.way() == SourceAddress.Way.LOCAL
        && !Files.isDirectory(Path.of(address.uri().getPath()))) {
      throw new TransferFailure(SourceFailure.NOT_FOUND, "no such directory");
    }
  }

  private static void requireReadable(Path file) throws TransferFailure {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new TransferFailure(SourceFailure.CREDENTIALS_UNREADABLE, file.toString());
    }
  }

  private static String firstLine(Path file) throws TransferFailure {
    requireReadable(file);
    try {
      if (Files.size(file) <= MAX_TOKEN_BYTES) {
        String line =
            Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
        if (!line.isEmpty()) {
          return line;
        }
      }
    } catch (IOException _) {
      // the cause's text could quote the content; the file's name says enough
    }
    throw new TransferFailure(SourceFailure.CREDENTIALS_UNREADABLE, file.toString());
  }

  /** What has to be closed after the transport. */
  private sealed interface Sessions extends AutoCloseable {
    @Override
    void close();
  }

  /** For every way but ssh. */
  private record NoSessions() implements Sessions {
    @Override
    public void close() {}
  }

  /** The ssh sessions of one exchange. */
  private record Ssh(GuardedSsh factory) implements Sessions {
    @Override
    public void close() {
      factory.close();
    }
  }

  /** For messages. */
  String shown() {
    return address.shown();
  }
}
