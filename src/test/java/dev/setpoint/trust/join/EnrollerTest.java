package dev.setpoint.trust.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsServer;
import dev.setpoint.fixture.SteppingClock;
import dev.setpoint.trust.Identity;
import dev.setpoint.trust.JoinAddress;
import dev.setpoint.trust.JoinToken;
import dev.setpoint.trust.enrol.World;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.OwnKey;
import dev.setpoint.trust.wire.Refusal;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's side against the controller's, over real TLS. */
@SuppressWarnings("NullAway.Init")
class EnrollerTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path data;
  @TempDir Path state;
  @TempDir Path otherData;

  private final SteppingClock clock = World.clock();
  private final Enroller enroller = new Enroller(ProxySelector.of(null), clock, RANDOM);
  private World world;
  private FleetPort port;
  private URI address;

  @BeforeEach
  void open() throws IOException, GeneralSecurityException {
    HttpsServer server = FleetPort.free();
    int number = server.getAddress().getPort();
    world = new World(data, clock, number);
    address = JoinAddress.of("127.0.0.1", number);
    port = new FleetPort(world, world.authority().forController(List.of("127.0.0.1")), server);
  }

  @AfterEach
  void close() {
    port.close();
    world.close();
  }

  private AgentIdentity join() throws JoinException, IOException {
    return enroller.enrol(address, world.token(), "web1", state);
  }

  @Test
  void joinsAndKeepsWhatItWasGivenForItselfAlone() throws JoinException, IOException {
    AgentIdentity identity = join();
    assertThat(new IdentityFiles(state).read()).contains(identity);
    assertThat(identity.orderKey()).isEqualTo(world.orderKey().publicKey());
    assertThat(world.door().identify(List.of(identity.certificate())))
        .isEqualTo(new Identity.Agent("web1"));
    Path file = state.resolve("identity/identity.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(identity.toString()).doesNotContain("PRIVATE", "EC");
    assertThat(state.resolve("identity/attempt.json")).doesNotExist();
  }

  /** The token pins the authority: another controller does not see a byte of the request. */
  @Test
  void saysNothingToAnotherController() throws IOException, GeneralSecurityException {
    JoinToken token = world.token();
    HttpsServer server = FleetPort.free();
    try (var other = new World(otherData, clock, 1);
        var impostor =
            new FleetPort(other, other.authority().forController(List.of("127.0.0.1")), server)) {
      URI there = JoinAddress.of("127.0.0.1", server.getAddress().getPort());
      assertThatThrownBy(() -> enroller.enrol(there, token, "web1", state))
          .isInstanceOf(JoinException.class)
          .hasMessageContaining("not the one that the token names")
          .hasMessageNotContaining(token.secret());
      assertThat(impostor.asked()).isEmpty();
    }
  }

  /** Case T3: the controller's certificate is public; without its key it opens no connection. */
  @Test
  void aCertificateWithoutItsKeyIsNothing() throws IOException, GeneralSecurityException {
    JoinToken token = world.token();
    var stolen = world.authority().forController(List.of("127.0.0.1")).chain();
    HttpsServer server = FleetPort.free();
    try (var impostor =
        new FleetPort(world, new OwnKey(Keys.make(RANDOM).getPrivate(), stolen), server)) {
      URI there = JoinAddress.of("127.0.0.1", server.getAddress().getPort());
      assertThatThrownBy(() -> enroller.enrol(there, token, "web1", state))
          .isInstanceOf(JoinException.class);
      assertThat(impostor.asked()).isEmpty();
    }
  }

  /** Case T11: an agent's certificate makes no controller. */
  @Test
  void anAgentIsNoController() throws Exception {
    AgentIdentity web1 = join();
    var chain = List.of(web1.certificate(), web1.authority());
    HttpsServer server = FleetPort.free();
    try (var impostor = new FleetPort(world, new OwnKey(web1.key(), chain), server)) {
      URI there = JoinAddress.of("127.0.0.1", server.getAddress().getPort());
      JoinToken token = world.token();
      assertThatThrownBy(() -> enroller.enrol(there, token, "web1", otherData))
          .hasMessageContaining("another role");
      assertThat(impostor.asked()).isEmpty();
    }
  }

  @Test
  void aControllerOfAnotherNameIsRefused() throws IOException, GeneralSecurityException {
    HttpsServer server = FleetPort.free();
    try (var elsewhere =
        new FleetPort(
            world, world.authority().forController(List.of("setpoint.example")), server)) {
      URI there = JoinAddress.of("127.0.0.1", server.getAddress().getPort());
      assertThatThrownBy(() -> enroller.enrol(there, world.token(), "web1", state))
          .isInstanceOf(JoinException.class);
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  @Test
  void renewsInTimeOverTheConnectionAndLateBySignature() throws JoinException, IOException {
    AgentIdentity first = join();
    assertThat(enroller.isDue(first)).isFalse();
    clock.step(Duration.ofHours(12));
    assertThat(enroller.isDue(first)).isTrue();
    AgentIdentity second = enroller.renew(first, state);
    assertThat(second.until()).isAfter(first.until());
    assertThat(port.asked()).contains("POST /agent/v1/renew");
    clock.step(Duration.ofDays(29));
    AgentIdentity third = enroller.renew(second, state);
    assertThat(port.asked()).contains("GET /join/v1/nonce", "POST /join/v1/renew");
    assertThat(new IdentityFiles(state).read()).contains(third);
    assertThat(third.key()).isEqualTo(first.key());
    assertThat(world.door().counts().renewed()).isEqualTo(2);
  }

  @Test
  void aRefusalIsFinalAndSaysWhatToDo() throws JoinException, IOException {
    AgentIdentity identity = join();
    world.desk().revoke("web1", "ada", "sold");
    clock.step(Duration.ofHours(25));
    assertThatThrownBy(() -> enroller.renew(identity, state))
        .isInstanceOfSatisfying(JoinException.class, e -> assertThat(e.isFinal()).isTrue())
        .hasMessageContaining("revoked", "token create");
  }

  /** Case T24: nothing follows to where an answer points. */
  @Test
  void doesNotFollowARedirect() throws Exception {
    JoinToken token = world.token();
    AgentIdentity identity = join();
    HttpsServer server = FleetPort.free();
    try (var target = new FleetPort(world, shown(), server)) {
      URI there = JoinAddress.of("127.0.0.1", server.getAddress().getPort());
      try (var http =
          new JoinHttp(redirecting(there), identity.tls(clock), ProxySelector.of(null))) {
        assertThatThrownBy(() ->
                http.post("/join/v1/enrol", new Refusal("a", token.text(), "b"), Refusal.class))
            .hasMessageContaining("HTTP 307");
      }
      assertThat(target.asked()).isEmpty();
    }
  }

  private OwnKey shown() {
    return world.authority().forController(List.of("127.0.0.1"));
  }

  private URI redirecting(URI there) throws IOException, GeneralSecurityException {
    HttpsServer server = FleetPort.free();
    var context = javax.net.ssl.SSLContext.getInstance("TLSv1.3");
    context.init(new javax.net.ssl.KeyManager[] {shown()}, null, null);
    server.setHttpsConfigurator(new com.sun.net.httpserver.HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", there + "/join/v1/enrol");
          exchange.sendResponseHeaders(307, -1);
        });
    server.start();
    return JoinAddress.of("127.0.0.1", server.getAddress().getPort());
  }

  /** Cases T1, T11: without a certificate there is nothing on the port but the way in. */
  @Test
  void theAgentsRoutesNeedACertificateAndPeoplesDoNotExist() throws Exception {
    AgentIdentity identity = join();
    var client =
        new OkHttpClient.Builder()
            .sslSocketFactory(
                identity.anonymousTls(clock).sockets(), identity.anonymousTls(clock).trust())
            .build();
    for (String path :
        List.of("/agent/v1/renew", "/agent/v1/link", "/api/v1/status", "/q/health")) {
      Request request =
          new Request.Builder().url(address + path).post(RequestBody.create(new byte[0])).build();
      try (Response response = client.newCall(request).execute()) {
        assertThat(response.code()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void sessionsAreNumberedOnTheDisk() throws IOException, JoinException {
    join();
    var files = new IdentityFiles(state);
    assertThat(files.nextSession()).isEqualTo(1);
    assertThat(new IdentityFiles(state).nextSession()).isEqualTo(2);
    Files.writeString(state.resolve("identity/session"), "x");
    assertThatThrownBy(files::nextSession).hasMessageContaining("damaged");
  }

  /** Case T16: a name or an address that is more than that goes nowhere. */
  @Test
  void refusesOddNamesAndAddresses() {
    JoinToken token = world.token();
    assertThatThrownBy(() -> enroller.enrol(address, token, "web1;id", state))
        .isInstanceOf(JoinException.class);
    URI odd = URI.create(address + "/x?y");
    assertThatThrownBy(() -> enroller.enrol(odd, token, "web1", state))
        .isInstanceOf(JoinException.class);
  }
}
