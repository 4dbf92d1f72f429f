package dev.setpoint.bench.fleet;

import dev.setpoint.store.Installation;
import dev.setpoint.store.SqliteStore;
import dev.setpoint.trust.Digests;
import dev.setpoint.trust.Enrolment;
import dev.setpoint.trust.TokenBook;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.OwnKey;
import dev.setpoint.trust.leaf.PeerTrust;
import dev.setpoint.trust.x509.Authority;
import dev.setpoint.trust.x509.OrderKey;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * An installation whose nodes have all joined: each has a key and a certificate of its own, and
 * stands in the registry of the data directory. Joining itself is not measured here.
 *
 * @param owner id of the installation
 * @param tls of each node
 */
record FleetIdentities(String owner, PublicKey orderKey, List<SslContext> tls) {
  private static final int AT_ONCE = 200;
  private static final InstantSource CLOCK = InstantSource.system();

  static String node(int number) {
    return "n%05d".formatted(number);
  }

  static String instance(int number) {
    return "i-" + node(number);
  }

  /** Makes all of them in a data directory that no controller uses at the moment. */
  static FleetIdentities make(Path data, int nodes) {
    var random = new SecureRandom();
    try (var store = SqliteStore.open(data, CLOCK);
        var workers = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      var owner = Installation.of(store, random).owner();
      var authority = Authority.open(data.resolve("trust"), owner, CLOCK, random);
      var trust = PeerTrust.ofController(authority.certificate(), owner, CLOCK);
      var made = new AtomicReferenceArray<SslContext>(nodes);
      List<? extends Future<?>> joined =
          IntStream.range(0, nodes)
              .mapToObj(number ->
                  workers.submit(() -> {
                    var keys = Keys.make(random);
                    var until = authority.nextEnd();
                    var leaf = authority.forAgent(node(number), keys.getPublic(), until);
                    join(store.tokenBook(), number, keys.getPublic(), until);
                    var own = new OwnKey(keys.getPrivate(), List.of(leaf, authority.certificate()));
                    made.set(number, context(own, trust));
                  }))
              .toList();
      for (var each : joined) {
        each.get();
      }
      var orderKey = OrderKey.open(data.resolve("trust")).publicKey();
      return new FleetIdentities(
          owner, orderKey, IntStream.range(0, nodes).mapToObj(made::get).toList());
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(TokenBook tokens, int number, PublicKey key, Instant until) {
    var digest = Digests.sha256("secret of " + number);
    var token = "t" + number;
    tokens.addJoin(token, node(number), digest, CLOCK.instant().plus(Duration.ofHours(1)), "bench");
    var claim =
        new Enrolment.Claim(
            token, digest, node(number), Digests.ofKey(key), instance(number), until);
    var refused = tokens.redeem(claim);
    if (refused.isPresent()) {
      throw new IllegalStateException(node(number) + " may not join: " + refused.get());
    }
  }

  private static SslContext context(OwnKey key, TrustManager trust) {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
          .protocols("TLSv1.3")
          .keyManager(key)
          .trustManager(trust)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}
