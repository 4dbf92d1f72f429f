package dev.setpoint.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fleet.message.AgentMessage.ContentsWanted;
import dev.setpoint.fleet.message.AgentMessage.Hello;
import dev.setpoint.fleet.message.AgentMessage.OrderReached;
import dev.setpoint.fleet.message.AgentMessage.ReportChange;
import dev.setpoint.fleet.message.AgentMessage.Wanted;
import dev.setpoint.fleet.message.AgentMessage.WholeReport;
import dev.setpoint.fleet.message.ControllerMessage.Contents;
import dev.setpoint.fleet.message.ControllerMessage.OrderOffer;
import dev.setpoint.fleet.message.ControllerMessage.ReportWanted;
import dev.setpoint.fleet.message.ControllerMessage.Welcome;
import dev.setpoint.fleet.message.ReportHead;
import dev.setpoint.link.controlend.Admission.Verdict.Admitted;
import dev.setpoint.link.controlend.Admission.Verdict.Refused;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.message.ReportDigest;
import dev.setpoint.link.message.Sha256;
import dev.setpoint.link.session.Line;
import dev.setpoint.link.world.Fleet;
import dev.setpoint.link.world.LinkWorld;
import dev.setpoint.link.world.ScriptedAgent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever an agent says wrongly, it learns nothing and changes nothing that is not its own. */
class HostileAgentTest {
  private static final String ANY = Sha256.hex("any");

  private final LinkWorld world = new LinkWorld(1);

  private ScriptedAgent greeted(String node) {
    var agent = new ScriptedAgent(world, node).greet(node, 1);
    assertThat(agent.heard(Welcome.class)).hasSize(1);
    return agent;
  }

  private void assertEnded(ScriptedAgent agent, String reason) {
    assertThat(agent.farewell()).isEqualTo(reason);
    assertThat(agent.isClosed()).isTrue();
  }

  @Test
  void otherProtocolsAreRefused() {
    for (int protocol : new int[] {0, 2, 99}) {
      var agent = new ScriptedAgent(world, "n2");
      agent.say(new Hello(protocol, "n2", "i", 1, "0f".repeat(16), "1", 0, "", "j", 1, ""));
      assertEnded(agent, "OtherProtocol");
    }
    assertThat(world.events().lines()).isEmpty();
  }

  @Test
  void aNodeCannotSpeakForAnother() {
    var agent = new ScriptedAgent(world, "n2").greet("n3", 1);
    assertEnded(agent, "ForeignNode");
    assertThat(world.events().lines()).isEmpty();
  }

  @Test
  void nothingIsHeardBeforeTheGreeting() {
    var report = Fleet.report("n2", new SplittableRandom(1));
    var agent = new ScriptedAgent(world, "n2");
    agent.say(new WholeReport(report, ReportDigest.of(report).hex()));
    assertEnded(agent, "Malformed");
    assertThat(world.events().reports()).isEmpty();
  }

  @Test
  void aSecondGreetingIsRefused() {
    var agent = greeted("n2").greet("n2", 2);
    assertEnded(agent, "Malformed");
  }

  @Test
  void aNonceThatIsNoneIsRefused() {
    for (var nonce : List.of("", "0f", "0F".repeat(16), "0f".repeat(17), "a\nb")) {
      var agent = new ScriptedAgent(world, "n2");
      agent.say(new Hello(1, "n2", "i", 1, nonce, "1", 0, "", "j", 1, ""));
      assertEnded(agent, "Malformed");
    }
  }

  @Test
  void aNodeGetsContentsOfItsOwnOrderOnly() {
    world.controller().link("n2").issue(Fleet.order("n2", 1, "mine"));
    world.controller().link("n3").issue(Fleet.order("n3", 1, "theirs"));
    var agent = greeted("n2");
    assertThat(agent.heard(OrderOffer.class)).hasSize(1);
    var mine = Sha256.hex("container/mine");
    var theirs = Sha256.hex("container/theirs");
    agent.say(new ContentsWanted(List.of(new Wanted(mine, 0), new Wanted(theirs, 0))));
    var contents = agent.heard(Contents.class).getFirst();
    assertThat(contents.parts()).hasSize(1);
    assertThat(contents.parts().getFirst().digest()).isEqualTo(mine);
    assertThat(contents.missing()).containsExactly(theirs);
  }

  @Test
  void tooMuchAtOnceIsRefused() {
    var agent = greeted("n2");
    agent.say(new ContentsWanted(Collections.nCopies(1_001, new Wanted(ANY, 0))));
    assertEnded(agent, "Malformed");
  }

  @Test
  void aNodeCannotReportForAnother() {
    var report = Fleet.report("n3", new SplittableRandom(1));
    var agent = greeted("n2");
    agent.say(new WholeReport(report, ReportDigest.of(report).hex()));
    assertEnded(agent, "Malformed");
    assertThat(world.events().reports()).isEmpty();
  }

  @Test
  void aReportWithoutItsDigestIsRefused() {
    var agent = greeted("n2");
    agent.say(new WholeReport(Fleet.report("n2", new SplittableRandom(1)), ANY));
    assertEnded(agent, "Malformed");
    assertThat(world.events().reports()).isEmpty();
  }

  @Test
  void aDifferenceWithoutItsBaseIsAnsweredWithAQuestionForTheWhole() {
    var report = Fleet.report("n2", new SplittableRandom(1));
    var agent = greeted("n2");
    agent.say(new ReportChange(ANY, ReportHead.of(report), List.of(), List.of(), ANY));
    assertThat(agent.heard(ReportWanted.class)).hasSize(1);
    assertThat(world.events().reports()).isEmpty();
  }

  @Test
  void anOrderThatWasNeverOfferedCannotBeReached() {
    world.controller().link("n2").issue(Fleet.order("n2", 3, "mine"));
    var agent = greeted("n2").say(new OrderReached(4, ANY));
    assertEnded(agent, "Malformed");
    var other = new ScriptedAgent(world, "n2").greet("n2", 2).say(new OrderReached(3, ANY));
    assertEnded(other, "Malformed");
    assertThat(world.events().lines()).noneMatch(line -> line.startsWith("reached"));
  }

  @Test
  void doubledLostAndReorderedMessagesEndTheConnection() {
    for (long number : new long[] {0, 1, 3, 4}) {
      var agent = greeted("n2");
      agent.say(MessageCodec.encode(number, new ContentsWanted(List.of())));
      assertEnded(agent, "Broken");
      assertThat(agent.heard(Contents.class)).isEmpty();
      agent.drop();
    }
  }

  @Test
  void nothingIsHeardAfterTheEnd() {
    var agent = greeted("n2");
    agent.say("nonsense".getBytes(StandardCharsets.UTF_8));
    assertEnded(agent, "Malformed");
    var report = Fleet.report("n2", new SplittableRandom(1));
    agent.say(MessageCodec.encode(2, new WholeReport(report, ReportDigest.of(report).hex())));
    assertThat(world.events().reports()).isEmpty();
  }

  @Test
  void whoeverSendsFasterThanItIsReadIsCutOff() {
    var agent = greeted("n2");
    for (int i = 0; i < 9; i++) {
      agent.shout(new byte[1 << 20]);
    }
    assertEnded(agent, "Broken");
  }

  @Test
  void whoeverDoesNotReadIsCutOff() {
    var agent = greeted("n2");
    agent.leaveUnread(Line.MAX_WAITING);
    world.controller().link("n2").requestPass();
    world.timeline().settle();
    assertThat(agent.isClosed()).isTrue();
    assertThat(world.events().lines()).anyMatch(line -> line.contains("does not read"));
  }

  @Test
  void anOrderWaitsForASlowReader() {
    var agent = greeted("n2");
    agent.leaveUnread(Line.CALM_WAITING + 1);
    world.controller().link("n2").issue(Fleet.order("n2", 1, "web"));
    world.timeline().settle();
    assertThat(agent.heard(OrderOffer.class)).isEmpty();
    agent.leaveUnread(0);
    world.pass(Duration.ofSeconds(3));
    assertThat(agent.heard(OrderOffer.class)).hasSize(1);
  }

  @Test
  void whoeverDoesNotGreetIsSentAway() {
    var agent = new ScriptedAgent(world, "n2");
    world.pass(Duration.ofSeconds(23));
    assertEnded(agent, "Silent");
  }

  @Test
  void whoeverIsRefusedLearnsWhyAndNothingElse() {
    var strict =
        new LinkWorld(
            1, (_, _, _) -> new Refused("Revoked", "it was revoked", Duration.ofHours(1), false));
    strict.controller().link("n2").issue(Fleet.order("n2", 1, "web"));
    var agent = new ScriptedAgent(strict, "n2").greet("n2", 1);
    assertEnded(agent, "Revoked");
    assertThat(agent.heard(OrderOffer.class)).isEmpty();
    assertThat(strict.events().lines()).isEmpty();
  }

  @Test
  void twoAgentsOfOneIdentityBothEnd() {
    var picky =
        new LinkWorld(
            1,
            (_, instance, session) ->
                session == 1
                    ? new Admitted()
                    : new Refused("Duplicate", "two of them: " + instance, Duration.ZERO, true));
    var first = new ScriptedAgent(picky, "n2").greet("n2", 1);
    var second = new ScriptedAgent(picky, "n2").greet("n2", 2);
    assertEnded(first, "Duplicate");
    assertEnded(second, "Duplicate");
    assertThat(picky.events().lines().getLast()).startsWith("left n2");
  }

  @Test
  void aNewConnectionTakesThePlaceOfTheOldOneInOrder() {
    var first = greeted("n2");
    var second = new ScriptedAgent(world, "n2").greet("n2", 2);
    assertEnded(first, "Replaced");
    assertThat(second.isClosed()).isFalse();
    first.drop();
    assertThat(world.events().lines())
        .containsExactly(
            "connected n2 holding 0",
            "left n2: another connection has taken its place",
            "connected n2 holding 0");
  }

  @Test
  void aPersonCanCutANodeOffAtOnce() {
    var agent = greeted("n2");
    world.controller().close("n2", "its identity was revoked");
    assertEnded(agent, "Closed");
    world.timeline().settle();
    assertThat(world.events().lines().getLast()).isEqualTo("left n2: its identity was revoked");
  }
}
