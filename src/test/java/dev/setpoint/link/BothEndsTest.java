package dev.setpoint.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.message.ControllerMessage.Contents;
import dev.setpoint.fleet.message.ControllerMessage.OrderOffer;
import dev.setpoint.link.world.Fleet;
import dev.setpoint.link.world.LinkWorld;
import dev.setpoint.link.world.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both real ends in one thread on a virtual clock. */
class BothEndsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private final LinkWorld world = new LinkWorld(42);

  @Test
  void anOrderReachesTheAgentAndIsAcknowledged() {
    world.start().link().issue(Fleet.order("n1", 1, "web", "db"));
    world.pass(Duration.ofSeconds(1));
    assertThat(world.agent().orders()).hasSize(1);
    assertThat(world.agent().orders().getFirst().resources()).hasSize(2);
    assertThat(world.events().lines()).containsExactly("connected n1 holding 0", "reached n1 1");
  }

  @Test
  void anOrderOfAnAbsentNodeWaitsForIt() {
    world.link().issue(Fleet.order("n1", 1, "old"));
    world.link().issue(Fleet.order("n1", 2, "web"));
    world.start();
    assertThat(world.agent().orders()).hasSize(1);
    assertThat(world.agent().orders().getFirst().generation()).isEqualTo(2);
  }

  @Test
  void anOrderThatIsHeldAlreadyIsNotSentAgain() {
    world.start().link().issue(Fleet.order("n1", 1, "web"));
    world.pass(Duration.ofSeconds(1));
    world.wire().cut("lost");
    world.pass(LONG);
    assertThat(world.dialed()).isGreaterThan(1);
    assertThat(world.agent().orders()).hasSize(1);
    assertThat(world.events().lines()).containsOnlyOnce("connected n1 holding 1");
    assertThat(offers()).isEqualTo(1);
  }

  private long offers() {
    return world.controllerSaid().stream().filter(OrderOffer.class::isInstance).count();
  }

  @Test
  void onlyContentsThatAreNewAreSent() {
    world.start().link().issue(Fleet.order("n1", 1, "web", "db"));
    world.pass(Duration.ofSeconds(1));
    world.link().issue(Fleet.order("n1", 2, "web", "db", "cache"));
    world.pass(Duration.ofSeconds(1));
    var parts =
        world.controllerSaid().stream()
            .filter(Contents.class::isInstance)
            .mapToInt(each -> ((Contents) each).parts().size())
            .boxed()
            .toList();
    assertThat(parts).containsExactly(2, 1);
    var orders = world.agent().orders();
    assertThat(orders.get(1).resources().getFirst())
        .as("what did not change is the same object")
        .isSameAs(orders.get(0).resources().getFirst());
  }

  @Test
  void largeFilesComeInPieces() {
    byte[] file = new byte[5_000_000];
    new SplittableRandom(3).nextBytes(file);
    var resource = Fleet.resource("web", Map.of("files/large", file));
    world.start().link().issue(Fleet.order("n1", 1, List.of(resource)));
    world.pass(Duration.ofSeconds(2));
    assertThat(world.agent().orders().getFirst().resources().getFirst().files().get("files/large"))
        .isEqualTo(file);
  }

  @Test
  void theAgentHealsFromItsDiskWithoutTheController() {
    world.start().link().issue(Fleet.order("n1", 1, "web"));
    world.pass(Duration.ofSeconds(1));
    world.reachable(false);
    world.restartAgent();
    assertThat(world.agent().orders()).hasSize(2);
    assertThat(world.agent().orders().get(1).generation()).isEqualTo(1);
    assertThat(world.agentEnd().isConnected()).isFalse();
  }

  @Test
  void aDamagedDiskIsFilledAgain() {
    world.start().link().issue(Fleet.order("n1", 1, "web"));
    world.pass(Duration.ofSeconds(1));
    world.shelf().overwriteHeader("{}".getBytes(StandardCharsets.UTF_8));
    world.restartAgent();
    assertThat(world.events().lines()).contains("connected n1 holding 0");
    assertThat(world.agent().orders()).hasSize(2);
    assertThat(offers()).isEqualTo(2);
  }

  @Test
  void aPassIsAskedFor() {
    world.start().link().requestPass();
    world.pass(Duration.ofSeconds(1));
    assertThat(world.agent().passes()).isEqualTo(1);
  }

  @Test
  void anIdleConnectionStaysAndSaysLittle() {
    world.start();
    int before = world.controllerSaid().size();
    world.pass(Duration.ofMinutes(10));
    assertThat(world.dialed()).isEqualTo(1);
    assertThat(world.controllerSaid().size() - before).isBetween(40, 65);
  }

  @Test
  void aHalfOpenConnectionIsNoticedOnBothSides() {
    world.start();
    world.wire().swallow();
    world.pass(Duration.ofSeconds(29));
    assertThat(world.events().lines())
        .anyMatch(line -> line.startsWith("left n1: nothing was heard"));
    assertThat(world.dialed()).as("the agent noticed too, and dials again").isGreaterThan(1);
  }

  @Test
  void theJournalArrivesOnceAndInOrder() {
    var random = new SplittableRandom(9);
    var written = new ArrayList<String>();
    world.onDial(wire -> loseSometimes(wire, random));
    world.start();
    for (int i = 0; i < 300; i++) {
      var entry = "entry " + i;
      written.add(entry);
      world.feed().write(entry);
      world.events().breakTrail(i % 50 > 40);
      world.agentEnd().journalGrew();
      world.pass(Duration.ofSeconds(random.nextInt(3)));
    }
    world.onDial(_ -> {});
    world.events().breakTrail(false);
    world.wire().cut("lost");
    world.pass(LONG);
    assertThat(world.events().trail("n1")).containsExactlyElementsOf(written);
    assertThat(world.feed().takenTo()).isEqualTo(301);
  }

  private static void loseSometimes(Wire wire, SplittableRandom random) {
    Wire.Fate fate =
        message -> {
          if (random.nextInt(12) == 0) {
            return switch (random.nextInt(4)) {
              case 0 -> List.of();
              case 1 -> List.of(message, message);
              case 2 -> List.of(damaged(message, random));
              default -> {
                wire.cut("lost");
                yield List.of();
              }
            };
          }
          return List.of(message);
        };
    wire.agentFate(fate);
    wire.controllerFate(fate);
  }

  private static byte[] damaged(byte[] message, SplittableRandom random) {
    byte[] damaged = message.clone();
    damaged[random.nextInt(damaged.length)] ^= 1;
    return damaged;
  }

  @Test
  void anySequenceOfReportsEndsEqualOnBothSides() {
    IntStream.range(0, 60).forEach(BothEndsTest::reportsConverge);
  }

  private static void reportsConverge(int seed) {
    var random = new SplittableRandom(seed);
    var world = new LinkWorld(seed);
    world.onDial(wire -> loseSometimes(wire, random));
    world.start();
    NodeReport last = Fleet.report("n1", random);
    for (int i = 0; i < 40; i++) {
      last = Fleet.report("n1", random);
      world.agentEnd().accept(last);
      if (random.nextInt(10) == 0) {
        world.wire().cut("lost");
      }
      if (random.nextInt(20) == 0) {
        world.restartAgent();
        world.agentEnd().accept(last);
      }
      world.pass(Duration.ofMillis(random.nextInt(4_000)));
    }
    world.onDial(_ -> {});
    world.wire().cut("lost");
    world.pass(LONG);
    assertThat(world.events().reports().get("n1")).as("seed " + seed).isEqualTo(last);
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    assertThat(transcript(5)).isEqualTo(transcript(5));
    assertThat(transcript(5)).isNotEqualTo(transcript(6));
  }

  private static List<String> transcript(int seed) {
    var random = new SplittableRandom(seed);
    var world = new LinkWorld(seed);
    world.onDial(wire -> loseSometimes(wire, random));
    world.start();
    for (int i = 1; i < 40; i++) {
      world.link().issue(Fleet.order("n1", i, "web" + random.nextInt(5)));
      world.pass(Duration.ofMillis(random.nextInt(9_000)));
    }
    return world.events().lines();
  }
}
