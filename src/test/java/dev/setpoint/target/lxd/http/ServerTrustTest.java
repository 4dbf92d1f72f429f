package dev.setpoint.target.lxd.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerInfo;
import dev.setpoint.target.lxd.api.ServerLimits;
import dev.setpoint.target.lxd.api.TrustToken;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers over TLS, with our certificate and theirs pinned. */
@Tag("engine")
class ServerTrustTest {
  private static final Path OURS = Path.of("src/test/resources/tls/ours");
  private static final String WRONG = "00".repeat(32);

  private static ServerAddress.Https https(HttpServer server, String pin) {
    String listen = server.settings().path("config").path("core.https_address").asText();
    int colon = listen.lastIndexOf(':');
    return new ServerAddress.Https(
        listen.substring(0, colon),
        Integer.parseInt(listen.substring(colon + 1)),
        pin,
        OURS.resolve("cert.pem"),
        OURS.resolve("key.pem"));
  }

  private static String fingerprint(HttpServer server) {
    return server.settings().path("environment").path("certificate_fingerprint").asText();
  }

  private static void forget(HttpServer server) {
    server.list(EntityType.CERTIFICATE, EntityPath.DEFAULT_PROJECT).stream()
        .filter(it -> it.path("name").asText().equals("setpoint-test"))
        .map(it -> it.path("fingerprint").asText())
        .forEach(it ->
            server.delete(EntityPath.of(EntityType.CERTIFICATE, EntityPath.DEFAULT_PROJECT, it)));
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void tokenMakesAServerTrustUs(Servers which)
      throws ExecutionException, InterruptedException, TimeoutException {
    try (var local = which.server();
        var remote = new HttpServer(https(local, fingerprint(local)), ServerLimits.standard())) {
      forget(local);
      ServerInfo stranger = remote.info();
      assertThat(stranger.trusted()).isFalse();
      assertThat(stranger.product()).isEqualTo(which.product());
      ServerContract.fails(
          LxdException.Kind.FORBIDDEN,
          () -> remote.list(EntityType.INSTANCE, EntityPath.DEFAULT_PROJECT));

      TrustToken token = TrustTokens.make(which, "setpoint-test");
      remote.trust(token, "setpoint-test");
      remote.trust(token, "setpoint-test");

      ServerInfo known = remote.info();
      assertThat(known.trusted()).isTrue();
      assertThat(known.self().protocol()).isEqualTo("tls");
      assertThat(remote.list(EntityType.PROFILE, EntityPath.DEFAULT_PROJECT)).isNotEmpty();
      namesUsInEvents(remote, known);
      forget(local);
      assertThat(remote.info().trusted()).isFalse();
    }
  }

  private static void namesUsInEvents(HttpServer remote, ServerInfo known)
      throws ExecutionException, InterruptedException, TimeoutException {
    var users = new CopyOnWriteArrayList<String>();
    var opened = new CompletableFuture<AutoCloseable>();
    EntityPath profile = EntityPath.profile(EntityPath.DEFAULT_PROJECT, "over-tls");
    var end =
        CompletableFuture.runAsync(
            () ->
                remote.events(
                    opened::complete,
                    event -> {
                      if (event
                              instanceof
                              dev.setpoint.target.lxd.api.ServerEvent.LifecycleEvent lifecycle
                          && lifecycle.action().equals("profile-deleted")) {
                        users.add(lifecycle.requestor().user());
                        close(opened.join());
                      }
                    }),
            Executors.newVirtualThreadPerTaskExecutor());
    opened.get(20, TimeUnit.SECONDS);
    remote.create(profile, HttpCalls.JSON.createObjectNode());
    remote.delete(profile);
    end.get(20, TimeUnit.SECONDS);
    assertThat(users).containsExactly(known.self().user());
  }

  static void close(AutoCloseable handle) {
    try {
      handle.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void anotherCertificateThanThePinnedOneIsRefused(Servers which) {
    try (var local = which.server();
        var remote = new HttpServer(https(local, WRONG), ServerLimits.standard())) {
      assertThatThrownBy(remote::info)
          .isInstanceOfSatisfying(
              LxdException.class,
              e -> assertThat(e.kind()).isEqualTo(LxdException.Kind.UNREACHABLE))
          .hasMessageContaining(fingerprint(local))
          .hasMessageContaining("not the pinned one");
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void tokenOfAnotherServerIsNotSent(Servers which) {
    try (var local = which.server();
        var remote = new HttpServer(https(local, fingerprint(local)), ServerLimits.standard())) {
      forget(local);
      var token = new TrustToken("x", WRONG, List.of(), "x");
      ServerContract.fails(LxdException.Kind.FORBIDDEN, () -> remote.trust(token, "test"));
    }
  }
}
