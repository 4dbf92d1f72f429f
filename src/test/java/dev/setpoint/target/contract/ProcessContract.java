package dev.setpoint.target.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Recreation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Corrections whose outcome depends on real processes, ports and signals. */
abstract class ProcessContract {
  private final Site site;
  private final Hand hand;

  ProcessContract(Subject subject) {
    this.site = new Site(subject);
    this.hand = subject.hand();
  }

  @AfterEach
  void clear() {
    site.close();
  }

  @Test
  void newContainerThatEndsAtOnceGivesWayToTheOldOne() {
    site.container().settle();
    String old = hand.id(site.name());
    site.container("command: [sh, -c, \"echo no luck; exit 4\"]").declare();

    Outcome.Failed failed = failed(site.node().pass());

    assertThat(failed.blamesSpec()).isTrue();
    assertThat(failed.message()).contains("4", "no luck");
    assertThat(hand.id(site.name())).isEqualTo(old);
    assertThat(hand.runs(site.name())).isTrue();
    assertNoLeftovers();
  }

  @Test
  void commandThatDoesNotExistGivesWayToTheOldOne() {
    site.container().settle();
    String old = hand.id(site.name());
    site.container("command: [/no/such/program]").declare();

    failed(site.node().pass());

    assertThat(hand.id(site.name())).isEqualTo(old);
    assertThat(hand.runs(site.name())).isTrue();
    assertNoLeftovers();
  }

  @Test
  void takenPortStopsNothingForGood() {
    site.container("ports: [\"127.0.0.1:$port:80\"]").settle();
    String old = hand.id(site.name());
    hand.create(
        site.name("holder"),
        Recreation.json(
            site.ground()
                .fill(
                    "{'Image':'setpoint.test/busybox:1','StopSignal':'SIGKILL',"
                        + "'ExposedPorts':{'80/tcp':{}},'HostConfig':"
                        + "{'PortBindings':{'80/tcp':[{'HostIp':'127.0.0.1',"
                        + "'HostPort':'$port2'}]}}}")));
    hand.start(site.name("holder"));
    site.container("ports: [\"127.0.0.1:$port2:80\"]").declare();

    Outcome.Failed failed = failed(site.node().pass());

    assertThat(failed.reason()).isEqualTo(FailureReason.PORT_TAKEN);
    assertThat(failed.message()).contains(site.ground().word("port2"));
    assertThat(hand.id(site.name())).isEqualTo(old);
    assertThat(hand.runs(site.name())).isTrue();
    assertThat(hand.runs(site.name("holder"))).isTrue();
    assertNoLeftovers();
  }

  @Test
  void portOfAnotherProcessStopsNothing() throws IOException {
    site.container("ports: [\"127.0.0.1:$port:80\"]").settle();
    String old = hand.id(site.name());
    String started = hand.container(site.name()).path("State").path("StartedAt").asText();
    site.container("ports: [\"127.0.0.1:$port2:80\"]").declare();
    int port = Integer.parseInt(site.ground().word("port2"));
    try (var holder = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Outcome.Failed failed = failed(site.node().pass());

      assertThat(failed.reason()).isEqualTo(FailureReason.PORT_TAKEN);
      assertThat(failed.message()).contains(port + "/tcp", "another process");
      assertThat(hand.id(site.name())).isEqualTo(old);
      assertThat(hand.container(site.name()).path("State").path("StartedAt").asText())
          .isEqualTo(started);
      assertThat(holder.isBound()).isTrue();
      assertNoLeftovers();
    }
    site.settle();

    site.node().mustBeQuiet();
  }

  @Test
  void jobThatFailsIsDrift() {
    site.container("oneShot: true", "command: [sh, -c, \"sleep 1; exit 3\"]").declare();
    site.node().pass();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !hand.runs(site.name()));

    assertThat(site.node().observe(id()))
        .isInstanceOfSatisfying(
            Present.class, present -> assertThat(present.condition().exitCode()).isEqualTo(3));
    assertThat(site.node().drifts()).hasSize(1);
  }

  @Test
  void stopSignalAndGraceAreKept() {
    site.container(
            "command: [sh, -c, \"trap 'echo bye > /data/bye; exit 0' USR1;"
                + " while :; do sleep 0.1; done\"]",
            "stopSignal: SIGUSR1",
            "stopGrace: 5s",
            "mounts: [{volume: $volume, path: /data}]")
        .settle();

    site.container(
            "stopSignal: SIGUSR1", "stopGrace: 1s", "mounts: [{volume: $volume, path: /data}]")
        .settle();

    assertThat(hand.read(site.name(), "/data/bye")).isEqualTo("bye\n");
  }

  private ResourceId id() {
    return ResourceId.container(site.name());
  }

  private static Outcome.Failed failed(TestNode.Pass pass) {
    assertThat(pass.outcome()).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) pass.outcome();
  }

  private void assertNoLeftovers() {
    assertThat(hand.names()).noneMatch(name -> name.startsWith(site.name() + "."));
  }
}
