package dev.setpoint.process;

import dev.setpoint.manifest.node.TargetDeclaration.Remote;
import dev.setpoint.process.MachineEngines.ServerAccess;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Pause;
import dev.setpoint.target.Target;
import dev.setpoint.target.docker.guard.Surroundings;
import dev.setpoint.target.lxd.Introduction;
import dev.setpoint.target.lxd.LxdTarget;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerLimits;
import dev.setpoint.target.lxd.guard.GuardedServer;
import dev.setpoint.target.lxd.guard.ServerJudge;
import dev.setpoint.target.lxd.http.HttpServer;
import dev.setpoint.target.lxd.instance.Instances;
import dev.setpoint.target.lxd.instance.ground.ChangeLimits;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.instance.inner.InnerAgents;
import dev.setpoint.target.lxd.kind.ServerKind;
import dev.setpoint.target.lxd.object.ObjectKinds;
import dev.setpoint.target.lxd.watch.EventLimits;
import dev.setpoint.target.lxd.watch.OwnCalls;
import dev.setpoint.target.lxd.watch.ServerWatch;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.OwnerFile;
import dev.setpoint.trust.leaf.Pem;
import dev.setpoint.trust.leaf.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens targets on LXD and Incus servers. Safe for many threads. */
final class ServerTargets {
  /** Files inside are read again after so long when no event says that somebody touched them. */
  private static final Duration FILES_STAND = Duration.ofMinutes(5);

  private static final Duration LIFE = Duration.ofDays(3_653);

  private final ServerAccess access;
  private final InnerAgents agents;
  private final InstantSource clock;

  ServerTargets(ServerAccess access, InnerAgents agents, InstantSource clock) {
    this.access = access;
    this.agents = agents;
    this.clock = clock;
  }

  /**
   * Where a server is, and how it comes to trust us.
   *
   * @param remote null for one of this machine
   * @param socket null for one elsewhere
   */
  record Spot(@Nullable Path socket, @Nullable Remote remote) {
    @Override
    public String toString() {
      return remote == null ? "unix://" + socket : remote.url();
    }
  }

  /** What a server can hold; one list for both. */
  private List<ServerKind> kinds(Server server, Identity identity, Hider hider) {
    var ground =
        new Ground(server, identity, clock, Pause.untilInterrupted(), ChangeLimits.standard());
    var kinds = new ArrayList<>(ObjectKinds.all(server, identity, hider));
    kinds.add(new Instances(ground, FILES_STAND, agents));
    return List.copyOf(kinds);
  }

  /** The target of a server; nothing is asked yet. */
  Target open(Spot spot, Identity identity, Hider hider) {
    return open(new HttpServer(address(spot), ServerLimits.standard()), spot, identity, hider);
  }

  /** The same of this machine, whose own policy says what the server may make. */
  Target gated(Spot spot, Identity identity, Hider hider, MachineEngines.MachinePolicy policy) {
    var server = new HttpServer(address(spot), ServerLimits.standard());
    Path socket = spot.socket();
    var sockets = socket == null ? List.<Path>of() : List.of(socket);
    var rules = new FilePolicy(policy.file(), Surroundings.with(sockets, policy.own()));
    var opened = open(new GuardedServer(server, rules), spot, identity, hider);
    return new GatedTarget(
        opened, policy.file()::refusesServers, new ServerJudge(server, rules)::refuses);
  }

  private Target open(Server server, Spot spot, Identity identity, Hider hider) {
    var calls = new OwnCalls(server, clock);
    var watch = new ServerWatch(calls, identity.target(), EventLimits.standard());
    return new LxdTarget(
        calls,
        identity,
        kinds(calls, identity, hider),
        watch::start,
        clock,
        introduction(spot.remote(), identity));
  }

  private Introduction introduction(@Nullable Remote remote, Identity identity) {
    String secret = remote == null ? null : remote.trustToken();
    return secret == null
        ? Introduction.NONE
        : new Introduction(() -> access.secrets().read(secret), "setpoint-" + identity.node());
  }

  private ServerAddress address(Spot spot) {
    Path socket = spot.socket();
    Remote remote = spot.remote();
    if (remote == null) {
      return new ServerAddress.Unix(socket == null ? Path.of("/nowhere") : socket);
    }
    var url = URI.create(remote.url());
    int port = url.getPort() < 0 ? ServerAddress.PORT : url.getPort();
    Path certificate = access.directory().resolve("client.crt");
    Path key = access.directory().resolve("client.key");
    makeOnce(certificate, key);
    return new ServerAddress.Https(
        bare(url.getHost()), port, remote.certificate(), certificate, key);
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * Servers know us by this certificate for years, so that it is made once. Failing is left to the
   * connection, which says what is wrong with the files.
   */
  private void makeOnce(Path certificate, Path key) {
    if (Files.exists(certificate) && Files.exists(key)) {
      return;
    }
    try {
      var random = new SecureRandom();
      var keys = Keys.make(random);
      OwnerFile.directory(access.directory());
      OwnerFile.write(key, Pem.of(keys.getPrivate()));
      OwnerFile.write(
          certificate, Pem.of(SelfSigned.of(keys, "setpoint", clock.instant(), LIFE, random)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "the client certificate for servers cannot be made in %s: %s"
              .formatted(access.directory(), e.getMessage()),
          e);
    }
  }
}
