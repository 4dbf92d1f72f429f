package dev.setpoint.link.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.setpoint.link.listen.ListenLimits;
import dev.setpoint.link.listen.PortTls;
import dev.setpoint.link.session.LinkTimings;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What the port answers to whom, the same whoever does its handshakes. */
@ParameterizedClass(name = "by the library: {0}")
@ValueSource(booleans = {true, false})
class PortTest {
  private static final ListenLimits SMALL = new ListenLimits(40, 10, 5, 4, Duration.ofSeconds(2));

  @Parameter private boolean byLibrary;
  @TempDir private Path directory;
  private RealFleet fleet;
  private PortQuestions stranger;
  private PortQuestions agent;

  @BeforeEach
  void open() {
    fleet =
        new RealFleet(
            directory,
            LinkTimings.standard().fasterBy(20),
            SMALL,
            byLibrary ? PortTls::of : PortTls::ofJdk);
    stranger = PortQuestions.over(fleet, null);
    agent = PortQuestions.over(fleet, fleet.keyOf("n1"));
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private static void assertStatus(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void theLibraryIsThereOnLinux() {
    assertThat(PortTls.isNative()).isEqualTo("Linux".equals(System.getProperty("os.name")));
  }

  @Test
  void aRouteAnswersWhoeverMayAsk() throws IOException {
    assertThat(stranger.ask("POST", "/join/v1/enrol", "hello"))
        .contains("200 OK")
        .endsWith("hello");
    assertThat(agent.ask("POST", "/agent/v1/renew", "hello")).contains("200 OK").endsWith("hello");
    assertStatus(stranger.ask("POST", "/agent/v1/renew", "hello"), 403);
    assertStatus(stranger.ask("GET", "/agent/v1/link", ""), 403);
  }

  @Test
  void thereIsOneSpellingOfEachRoute() throws IOException {
    for (var uri :
        List.of(
            "/",
            "/join/v1/enrol/",
            "/join//v1/enrol",
            "//join/v1/enrol",
            "/join/v1/./enrol",
            "/agent/../join/v1/enrol",
            "/join/v1/enro%6c",
            "/join%2fv1%2fenrol",
            "/join/v1/enrol;x=1",
            "/join/v1/enrol?x=1",
            "/join/v1/enrol#x",
            "/JOIN/v1/enrol",
            "/join/v1/%252e%252e/enrol",
            "https://127.0.0.1/join/v1/enrol",
            "/agent/v1/link?x=1",
            "/api/v1/status",
            "/q/health")) {
      assertStatus(agent.ask("POST", uri, ""), 404);
    }
    assertStatus(agent.ask("GET", "/join/v1/enrol", ""), 404);
    assertStatus(agent.ask("post", "/join/v1/enrol", ""), 404);
  }

  @Test
  void bodiesAreBoundedBeforeTheyAreLookedAt() throws IOException {
    assertStatus(stranger.ask("POST", "/join/v1/enrol", "x".repeat(101)), 413);
    assertStatus(
        stranger.send(
            "POST /join/v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n"),
        413);
    assertStatus(
        stranger.send(
            "POST /join/v1/enrol HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n"
                + "x".repeat(255)
                + "\r\n0\r\n\r\n"),
        413);
    assertStatus(stranger.send("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
    assertStatus(stranger.send("nonsense\r\n\r\n"), 400);
  }

  @Test
  void aFaultOfAHandlerTellsNothing() throws IOException {
    var answer = stranger.ask("POST", "/join/v1/enrol", "thirteen byte");
    assertStatus(answer, 500);
    assertThat(answer)
        .doesNotContain("bad luck")
        .contains("\"remedy\":\"Look at the controller's log");
  }

  @Test
  void theLinkNeedsAWebSocket() throws IOException {
    assertStatus(agent.ask("GET", "/agent/v1/link", ""), 400);
    assertThat(fleet.controller().connections()).isZero();
  }

  @Test
  void olderVersionsOfTlsAreNotSpoken() {
    var old = new PortQuestions(fleet, null, "TLSv1.2");
    assertThatThrownBy(() -> old.ask("POST", "/join/v1/enrol", "")).isInstanceOf(IOException.class);
  }

  @Test
  void unfinishedHandshakesAreBounded() throws IOException {
    var idle = new ArrayList<Socket>();
    for (int i = 0; i < 30; i++) {
      idle.add(new Socket(fleet.address().getAddress(), fleet.address().getPort()));
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> fleet.listener().handshakes() == 10);
    // Those that were let in must go on within two seconds; then it is the turn of those who wait.
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .until(() -> stranger.ask("POST", "/join/v1/enrol", "hello").contains("200 OK"));
    for (var socket : idle) {
      socket.close();
    }
  }
}
