package dev.setpoint.target.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.target.contract.field.Yaml;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Recreation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What corrections do, and above all what they leave as it is when they cannot work. */
abstract class CorrectionContract {
  private static final String CHECK =
      "health: {command: [%s], interval: 1s, timeout: 2s, retries: 1}";

  private static final String HOLDER =
      "{'Image':'setpoint.test/busybox:1','Cmd':['sleep','1000000'],'StopSignal':'SIGKILL',"
          + "'ExposedPorts':{'80/tcp':{}},'HostConfig':"
          + "{'PortBindings':{'80/tcp':[{'HostIp':'','HostPort':'$port2'}]}}}";

  private final Site site;
  private final Hand hand;

  CorrectionContract(Subject subject) {
    this.site = new Site(subject);
    this.hand = subject.hand();
  }

  @AfterEach
  void clear() {
    site.close();
  }

  @Test
  void removedContainerComesBack() {
    site.container().settle();
    hand.remove(site.name());

    TestNode.Pass pass = site.node().pass().mustSucceed();

    assertThat(pass.drifts()).hasSize(1).allMatch(Drift.Missing.class::isInstance);
    assertThat(pass.correction().due().cause()).isEqualTo(Cause.DRIFT);
    assertThat(hand.runs(site.name())).isTrue();
    site.node().mustBeQuiet();
  }

  @Test
  void renamedContainerGetsItsNameBack() {
    site.container().settle();
    String id = hand.id(site.name());
    hand.rename(site.name(), site.name("elsewhere"));

    site.node().settle();

    assertThat(hand.id(site.name())).isEqualTo(id);
    assertThat(hand.runs(site.name())).isTrue();
    site.node().mustBeQuiet();
  }

  private Correction.Reset reset(ResourceId... wipe) {
    var id = site.id(ResourceKind.CONTAINER);
    var due =
        new Correction.Due(
            id, site.node().target().name(), Cause.REQUEST, "ada asked", List.of(), Set.of());
    var object = new EngineObject(hand.id(site.name()), site.name());
    return new Correction.Reset(due, object, "r", new TreeSet<>(Set.of(wipe)));
  }

  @Test
  void resetThrowsAwayWhatItWroteAndKeepsItsVolumes() {
    site.container("mounts: [{volume: $volume, path: /data}]").settle();
    String before = hand.id(site.name());
    hand.write(site.name(), "/etc/mine", "x");
    hand.write(site.name(), "/data/kept", "x");

    assertThat(site.node().apply(reset())).isInstanceOf(Outcome.Corrected.class);

    assertThat(hand.id(site.name())).isNotEqualTo(before);
    assertThat(hand.runs(site.name())).isTrue();
    assertThat(hand.read(site.name(), "/etc/mine")).isEmpty();
    assertThat(hand.read(site.name(), "/data/kept")).isEqualTo("x");
    site.node().mustBeQuiet();
  }

  @Test
  void resetEmptiesTheVolumesThatAreNamed() {
    site.container("mounts: [{volume: $volume, path: /data}]").settle();
    hand.write(site.name(), "/data/gone", "x");

    var volume = ResourceId.volume(site.ground().word("volume"));
    assertThat(site.node().apply(reset(volume))).isInstanceOf(Outcome.Corrected.class);

    assertThat(hand.runs(site.name())).isTrue();
    assertThat(hand.read(site.name(), "/data/gone")).isEmpty();
    site.node().settle();
    site.node().mustBeQuiet();
  }

  @Test
  void resetRefusesAVolumeThatAnotherContainerUses() {
    site.container("mounts: [{volume: $volume, path: /data}]")
        .further("other", "mounts: [{volume: $volume, path: /data}]")
        .settle();
    String before = hand.id(site.name());

    var volume = ResourceId.volume(site.ground().word("volume"));

    assertThat(site.node().apply(reset(volume)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).contains("also uses volume/"));
    assertThat(hand.id(site.name())).isEqualTo(before);
    assertThat(hand.runs(site.name())).isTrue();
  }

  @Test
  void removedNetworkComesBackWithItsContainers() {
    site.container("networks: [{name: $net, aliases: [www]}]").settle();
    hand.disconnect(site.ground().word("net"), site.name());
    hand.removeNetwork(site.ground().word("net"));

    site.node().settle();

    site.node().mustBeQuiet();
    assertThat(networks()).contains(site.ground().word("net"));
  }

  @Test
  void replacedNetworkKeepsItsContainersRunning() {
    site.container("networks: [{name: $net, aliases: [www]}]").settle();
    String id = hand.id(site.name());
    site.file(
        "net.yaml",
        Yaml.resource(
            ResourceKind.NETWORK, site.ground().word("net"), List.of("labels: {team: shop}")));

    site.settle();

    site.node().mustBeQuiet();
    assertThat(hand.id(site.name())).isEqualTo(id);
    assertThat(hand.runs(site.name())).isTrue();
    assertThat(networks()).contains(site.ground().word("net"));
  }

  @Test
  void newContainerThatIsNotHealthyGivesWayToTheOldOne() {
    site.container(CHECK.formatted("\"true\""), "mounts: [{volume: $volume, path: /data}]")
        .settle();
    hand.write(site.name(), "/data/kept", "kept\n");
    String old = hand.id(site.name());
    site.container(CHECK.formatted("\"false\""), "mounts: [{volume: $volume, path: /data}]")
        .declare();

    Outcome.Failed failed = failed(site.node().pass());

    assertThat(failed.reason()).isEqualTo(FailureReason.NOT_HEALTHY);
    assertThat(failed.blamesSpec()).isTrue();
    assertThat(hand.id(site.name())).isEqualTo(old);
    assertThat(hand.runs(site.name())).isTrue();
    assertThat(hand.read(site.name(), "/data/kept")).isEqualTo("kept\n");
    assertNoLeftovers();
    assertThat(reasons(site.node().pass())).containsExactly(FailureReason.BAD_SPEC);
  }

  @Test
  void replacementKeepsVolumeAndBecomesHealthy() {
    site.container(CHECK.formatted("\"true\""), "mounts: [{volume: $volume, path: /data}]")
        .settle();
    hand.write(site.name(), "/data/kept", "kept\n");
    site.container(
            CHECK.formatted("\"true\""),
            "mounts: [{volume: $volume, path: /data}]",
            "env: {GREETING: hello}")
        .settle();

    assertThat(hand.read(site.name(), "/data/kept")).isEqualTo("kept\n");
    assertThat(site.node().observe(id()))
        .isInstanceOfSatisfying(
            Present.class,
            present -> assertThat(present.condition().health()).isEqualTo(Health.HEALTHY));
    assertNoLeftovers();
  }

  @Test
  void volumeWithoutANameIsHandedOn() {
    String image = "image: setpoint.test/full:1";
    site.container(image, "health: {disabled: true}").settle();
    hand.write(site.name(), "/data/kept", "kept\n");

    site.container(image, "health: {disabled: true}", "env: {GREETING: hello}").settle();

    assertThat(hand.read(site.name(), "/data/kept")).isEqualTo("kept\n");
    site.node().mustBeQuiet();
  }

  @Test
  void missingImageStopsNothing() {
    site.container().settle();
    String old = hand.id(site.name());
    site.container("image: setpoint.test/nowhere:1").declare();

    Outcome.Failed failed = failed(site.node().pass());

    assertThat(failed.reason()).isEqualTo(FailureReason.IMAGE_MISSING);
    assertThat(failed.message()).contains("setpoint.test/nowhere:1");
    assertThat(hand.id(site.name())).isEqualTo(old);
    assertThat(hand.runs(site.name())).isTrue();
    assertNoLeftovers();
  }

  @Test
  void portOfAnotherContainerStopsNothing() {
    site.container("ports: [\"127.0.0.1:$port:80\"]").settle();
    hand.create(site.name("holder"), Recreation.json(site.ground().fill(HOLDER)));
    hand.start(site.name("holder"));
    String old = hand.id(site.name());
    String started = startOf(site.name());
    site.container("ports: [\"127.0.0.1:$port2:80\"]").declare();

    Outcome.Failed failed = failed(site.node().pass());

    assertThat(failed.reason()).isEqualTo(FailureReason.PORT_TAKEN);
    assertThat(failed.message()).contains(site.ground().word("port2"), site.name("holder"));
    assertThat(hand.id(site.name())).isEqualTo(old);
    assertThat(startOf(site.name())).isEqualTo(started);
    assertNoLeftovers();
  }

  @Test
  void portOfAStoppedContainerIsFree() {
    site.further("holder", "ports: [\"127.0.0.1:$port2:80\"]", "state: stopped")
        .container("ports: [\"127.0.0.1:$port:80\"]")
        .settle();

    site.container("ports: [\"127.0.0.1:$port2:80\"]").settle();

    site.node().mustBeQuiet();
  }

  @Test
  void ownPortsOfTheOldContainerAreNoObstacle() {
    String ports = "ports: [\"127.0.0.1:$port:80\", \"$port2:53/udp\"]";
    site.container(ports).settle();

    site.container(ports, "env: {GREETING: hello}").settle();

    site.node().mustBeQuiet();
  }

  @Test
  void missingSecretStopsNothing() {
    site.container("env: {DB_PASSWORD: {secret: shop/db}}").settle();
    String old = hand.id(site.name());
    site.container("env: {DB_PASSWORD: {secret: shop/unheard-of}}").declare();

    Outcome.Failed failed = failed(site.node().pass());

    assertThat(failed.reason()).isEqualTo(FailureReason.SECRET_MISSING);
    assertThat(failed.message()).contains("shop/unheard-of").doesNotContain("the first secret");
    assertThat(hand.id(site.name())).isEqualTo(old);
  }

  @Test
  void secretIsNowhereInDriftPlanAndObservation() {
    site.container("env: {DB_PASSWORD: {secret: shop/db}, PLAIN: {secret: shop/other}}").settle();
    Recreation.container(
        hand,
        site.name(),
        Recreation.json("{'Env':['DB_PASSWORD=the stranger secret','PLAIN=the stranger secret']}"));

    String all = site.node().observe() + " " + site.node().drifts() + " " + site.node().plan();

    assertThat(all).contains("DB_PASSWORD", "PLAIN").doesNotContain(" secret");
  }

  @Test
  void containersWaitForWhatTheyDependOn() {
    site.further("base", CHECK.formatted("\"true\""))
        .container("dependsOn: [{container: " + site.name("base") + ", until: healthy}]")
        .declare();

    TestNode.Pass first = site.node().pass().mustSucceed();

    assertThat(first.plan().corrections())
        .extracting(correction -> correction.id().name())
        .startsWith(site.name("base"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          hand.checkHealth(site.name("base"));
          return site.node().pass().plan().isEmpty() && hand.runs(site.name());
        });
    site.node().mustBeQuiet();
  }

  @Test
  void jobThatExitsWellIsDoneForGood() {
    site.container("oneShot: true", "command: [\"true\"]").declare();
    site.node().pass().mustSucceed();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !hand.runs(site.name()));
    site.node().pass();

    site.node().mustBeQuiet();
    hand.remove(site.name());
    site.node().mustBeQuiet();
  }

  @Test
  void jobRunsAgainWhenItChanges() {
    site.container("oneShot: true", "command: [\"true\"]").declare();
    site.node().pass().mustSucceed();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !hand.runs(site.name()));
    site.node().pass();
    String first = hand.id(site.name());

    site.container("oneShot: true", "command: [\"true\", again]").settle();

    assertThat(hand.id(site.name())).isNotEqualTo(first);
  }

  @Test
  void stoppedIsMadeAndNotStarted() {
    site.container("state: stopped").settle();

    assertThat(hand.container(site.name()).isMissingNode()).isFalse();
    assertThat(hand.runs(site.name())).isFalse();
    site.node().mustBeQuiet();
  }

  @Test
  void limitsOfAStoppedContainerAreCorrectedWithoutStartingIt() {
    site.container("state: stopped", "memory: 64Mi").settle();

    site.container("state: stopped", "memory: 48Mi").settle();

    assertThat(hand.runs(site.name())).isFalse();
    site.node().mustBeQuiet();
  }

  @Test
  void staleCorrectionDoesNotHitASuccessor() {
    site.container().settle();
    site.container("env: {GREETING: hello}").declare();
    Correction stale = site.node().plan().corrections().getFirst();
    Recreation.container(hand, site.name(), Recreation.json("{}"));
    String successor = hand.id(site.name());

    Outcome outcome = site.node().apply(stale);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(hand.id(site.name())).isEqualTo(successor);
    assertThat(hand.runs(site.name())).isTrue();
  }

  private ResourceId id() {
    return ResourceId.container(site.name());
  }

  private String startOf(String name) {
    return hand.container(name).path("State").path("StartedAt").asText();
  }

  private List<String> networks() {
    return hand.container(site.name())
        .path("NetworkSettings")
        .path("Networks")
        .propertyStream()
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  private static Outcome.Failed failed(TestNode.Pass pass) {
    assertThat(pass.outcome()).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) pass.outcome();
  }

  private void assertNoLeftovers() {
    assertThat(hand.names()).noneMatch(name -> name.startsWith(site.name() + "."));
  }

  private static List<FailureReason> reasons(TestNode.Pass pass) {
    return pass.plan().blocked().stream().map(Blocked::reason).toList();
  }
}
