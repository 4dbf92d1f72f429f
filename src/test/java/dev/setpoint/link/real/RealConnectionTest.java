package dev.setpoint.link.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.setpoint.fleet.NodeAwayException;
import dev.setpoint.link.listen.ListenLimits;
import dev.setpoint.link.session.LinkTimings;
import dev.setpoint.link.world.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both real ends over loopback with TLS 1.3 and certificates of a real authority. */
class RealConnectionTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int MANY = 200;

  @TempDir private Path directory;
  private RealFleet fleet;

  @BeforeEach
  void open() {
    fleet = new RealFleet(directory, LinkTimings.standard().fasterBy(20), ListenLimits.standard());
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void ordersReportsJournalAndPlansPass() {
    var agent = fleet.agent("n1", null).start();
    assertThatThrownBy(() -> fleet.controller().link("n2").preview(Fleet.order("n2", 1, "web")))
        .isInstanceOf(NodeAwayException.class)
        .hasMessageContaining("n2 is not connected");
    var order = Fleet.order("n1", 1, "web", "db");
    fleet.controller().link("n1").issue(order);
    await().atMost(SOON).until(() -> fleet.events().lines().contains("reached n1 1"));
    assertThat(agent.local().orders().getFirst().resources()).hasSize(2);
    var report = Fleet.report("n1", new SplittableRandom(1));
    agent.end().accept(report);
    agent.feed().write("one");
    agent.end().journalGrew();
    await().atMost(SOON).until(() -> report.equals(fleet.events().reports().get("n1")));
    await().atMost(SOON).until(() -> agent.feed().takenTo() == 2);
    var asked = Fleet.order("n1", 2, "web", "other");
    assertThat(fleet.controller().link("n1").preview(asked).generation()).isEqualTo(2);
    assertThat(agent.local().orders()).hasSize(1);
  }

  @Test
  void anAgentComesThroughAProxy() throws IOException {
    try (var proxy = new Middlebox()) {
      fleet.agent("n1", proxy.address()).start();
      await().atMost(SOON).until(() -> fleet.events().lines().contains("connected n1 holding 0"));
      assertThat(proxy.asked())
          .containsExactly("CONNECT 127.0.0.1:" + fleet.address().getPort() + " HTTP/1.1");
    }
  }

  @Test
  void aHalfOpenConnectionIsNoticedOnBothSides() throws IOException {
    try (var proxy = new Middlebox()) {
      var agent = fleet.agent("n1", proxy.address()).start();
      await().atMost(SOON).until(() -> agent.end().isConnected());
      proxy.swallow();
      // Times are a twentieth here: what takes 27.5 s at most takes 1.4 s at most.
      await()
          .atMost(Duration.ofSeconds(4))
          .until(() ->
              !agent.end().isConnected()
                  && fleet.events().lines().stream()
                      .anyMatch(line -> line.startsWith("left n1: nothing was heard")));
    }
  }

  @Test
  void manyAgentsComeBackAtOnce() {
    var agents = new ArrayList<RealFleet.Agent>();
    for (int i = 0; i < MANY; i++) {
      agents.add(fleet.agent("n" + i, null).start());
    }
    await().atMost(SOON).until(() -> agents.stream().allMatch(each -> each.end().isConnected()));
    fleet.restartPort();
    await().atMost(SOON).until(() -> fleet.controller().connections() < MANY);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> agents.stream().allMatch(each -> each.end().isConnected()));
    assertThat(fleet.controller().connections()).isEqualTo(MANY);
  }

  @Test
  void aCertificateOfAnotherAuthorityIsNotLetIn(@TempDir Path other) {
    try (var strange =
        new RealFleet(other, LinkTimings.standard().fasterBy(20), ListenLimits.standard())) {
      var request = PortQuestions.over(fleet, strange.keyOf("n1"));
      assertThatThrownBy(() -> request.ask("POST", "/agent/v1/renew", ""))
          .isInstanceOf(IOException.class);
    }
  }
}
