package dev.setpoint.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.audit.AuditLog;
import dev.setpoint.controller.Control;
import dev.setpoint.trust.InMemoryNodes;
import dev.setpoint.trust.InMemoryTokens;
import dev.setpoint.trust.NoLinks;
import dev.setpoint.trust.People;
import dev.setpoint.trust.PersonToken;
import dev.setpoint.trust.Role;
import dev.setpoint.trust.TrustDesk;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The API behind the real framework: who is let in, and the shape of answers, errors and news. */
@QuarkusTest
@TestProfile(RestTest.Profile.class)
class RestTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final PersonToken VIEWER = PersonToken.make(new SecureRandom());
  private static final String LET_IN = "Authorization: Bearer " + TOKEN;

  private final FakeControl control;

  @SuppressWarnings("NullAway.Init") // the test framework sets it
  @TestHTTPResource("/")
  URI address;

  @SuppressWarnings("NullAway.Init")
  @Inject
  RestTest(Control control) {
    this.control = (FakeControl) control;
  }

  /** A program whose controller is the fake one. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(Fakes.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.test-port", "0");
    }
  }

  /** The fake controller and its token. */
  @Alternative
  @Singleton
  static final class Fakes {
    @Produces
    @Singleton
    Control control() {
      return new FakeControl(Worlds.drifted());
    }

    @Produces
    @Singleton
    AuditLog log() {
      return new FakeAuditLog(Worlds.drifted().entries());
    }

    @Produces
    @Singleton
    People people() {
      var tokens = new InMemoryTokens(InstantSource.fixed(Worlds.NOW));
      tokens.addPerson(VIEWER, "ben", Role.VIEWER, null, "ada");
      return new People(TOKEN, tokens);
    }

    @Produces
    @Singleton
    TrustDesk desk() {
      return new TrustDesk(
          Optional.empty(),
          new InMemoryTokens(InstantSource.fixed(Worlds.NOW)),
          new InMemoryNodes(),
          new NoLinks(),
          InstantSource.fixed(Worlds.NOW),
          new SecureRandom());
    }
  }

  /** The JDK's clients do not let a test set Host, so it speaks for itself. */
  private String ask(String request, String host, String... headers) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(10_000);
      String head =
          request
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nConnection: close\r\n"
              + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList());
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      return lines.lines().collect(Collectors.joining("\n"));
    }
  }

  private String post(String path, String json) throws IOException {
    return post(path, json, LET_IN);
  }

  private String post(String path, String json, String authorization) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(10_000);
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      String head =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + authorization
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void answersWithTheTokenAlone() throws IOException {
    assertThat(ask("GET /api/v1/status", "127.0.0.1:1", LET_IN))
        .startsWith("HTTP/1.1 200")
        .contains("\"condition\":\"ready\"", "\"acceptedAt\":\"2026-11-20T09:57:50Z\"");
    assertThat(ask("GET /api/v1/status", "localhost"))
        .startsWith("HTTP/1.1 401")
        .contains("\"error\":\"TokenRefused\"");
    assertThat(ask("GET /api/v1/status", "localhost", LET_IN + "0")).startsWith("HTTP/1.1 401");
    assertThat(ask("GET //api/v1/status", "localhost")).doesNotStartWith("HTTP/1.1 200");
    assertThat(ask("GET /%61pi/v1/status", "localhost")).doesNotStartWith("HTTP/1.1 200");
    assertThat(ask("GET /x/../api/v1/status", "localhost")).doesNotStartWith("HTTP/1.1 200");
    assertThat(ask("GET /API/v1/status", "localhost")).doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void letsAPersonDoWhatTheRoleAllowsUnderTheOwnName() throws IOException {
    String viewer = "Authorization: Bearer " + VIEWER.text();
    assertThat(ask("GET /api/v1/status", "localhost", viewer)).startsWith("HTTP/1.1 200");
    assertThat(post("/api/v1/suspend", "{\"node\":\"local\",\"by\":\"ada\"}", viewer))
        .startsWith("HTTP/1.1 403")
        .contains("RoleTooLow");
    assertThat(post("/api/v1/tokens", "{\"person\":\"eve\",\"role\":\"admin\"}", viewer))
        .startsWith("HTTP/1.1 403");
    assertThat(post("/api/v1/tokens", "{\"person\":\"eve\",\"role\":\"admin\"}"))
        .startsWith("HTTP/1.1 200")
        .contains("spu1.");
    assertThat(post("/api/v1/suspend", "{\"node\":\"local\",\"by\":\"ada\"}"))
        .startsWith("HTTP/1.1 200");
    assertThat(control.told()).anyMatch(told -> told.startsWith("suspend local null by ada"));
  }

  /** Case T19: a credential in a URL ends up in logs, so it opens nothing. */
  @Test
  void takesNoTokenFromTheQuery() throws IOException {
    assertThat(ask("GET /api/v1/status?token=" + TOKEN, "localhost")).startsWith("HTTP/1.1 401");
    assertThat(ask("GET /api/v1/status?access_token=" + TOKEN, "localhost"))
        .startsWith("HTTP/1.1 401");
  }

  /** Case T27: nothing of a body is looked at before its sender is known. */
  @Test
  void refusesAStrangerBeforeReadingTheBody() throws IOException {
    String json = "Content-Type: application/json";
    assertThat(ask("POST /api/v1/plan", "localhost", json, "Content-Length: 100000000"))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void answersToNoOtherHost() throws IOException {
    assertThat(ask("GET /api/v1/status", "evil.example", LET_IN))
        .startsWith("HTTP/1.1 403")
        .contains("HostRefused");
    assertThat(ask("GET /q/health", "evil.example:80")).startsWith("HTTP/1.1 403");
    assertThat(ask("GET /api/v1/status", "[::1]:80", LET_IN)).startsWith("HTTP/1.1 200");
  }

  @Test
  void refusesWhatIsTooLargeBeforeItReadsIt() throws IOException {
    assertThat(ask("POST /api/v1/suspend", "localhost", LET_IN, "Content-Length: 99999999"))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void givesEveryErrorOneShape() throws IOException {
    assertThat(ask("GET /api/v1/explain/container/none", "localhost", LET_IN))
        .startsWith("HTTP/1.1 404")
        .contains("\"error\":\"UnknownResource\"", "\"remedy\":");
    assertThat(ask("GET /api/v1/nothing", "localhost", LET_IN))
        .startsWith("HTTP/1.1 404")
        .contains("\"remedy\":");
    assertThat(post("/api/v1/suspend", "{\"until\":\"soon\"}"))
        .startsWith("HTTP/1.1 400")
        .contains("\"error\":\"BadJson\"");
    assertThat(post("/api/v1/suspend", "{}")).contains("\"error\":\"NothingNamed\"");
    assertThat(post("/api/v1/plan", "{\"files\":[{\"path\":\"../x\",\"content\":\"\"}]}"))
        .startsWith("HTTP/1.1 400")
        .contains("\"error\":\"BadPlanRequest\"");
  }

  @Test
  void tellsNewsAsTheyHappen() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(10_000);
      String head = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n" + LET_IN + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(until(lines, "event")).contains("source");
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> control.listeners() > 0);
      control.tell(Worlds.news());
      assertThat(until(lines, "event")).contains("correction");
      assertThat(until(lines, "data")).contains("\"verb\":\"Update\"", "\"tookMillis\":120");
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(control.listeners()).isZero());
  }

  private static String until(BufferedReader lines, String start) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    return "";
  }
}
