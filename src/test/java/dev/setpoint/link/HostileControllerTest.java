package dev.setpoint.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fleet.message.AgentMessage.ContentsWanted;
import dev.setpoint.fleet.message.AgentMessage.Hello;
import dev.setpoint.fleet.message.AgentMessage.OrderReached;
import dev.setpoint.fleet.message.AgentMessage.OrderRefused;
import dev.setpoint.fleet.message.AgentMessage.PlanAnswer;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.fleet.message.ControllerMessage.Alive;
import dev.setpoint.fleet.message.ControllerMessage.ContentPart;
import dev.setpoint.fleet.message.ControllerMessage.Contents;
import dev.setpoint.fleet.message.ControllerMessage.Farewell;
import dev.setpoint.fleet.message.ControllerMessage.OrderOffer;
import dev.setpoint.fleet.message.ControllerMessage.PassWanted;
import dev.setpoint.fleet.message.ControllerMessage.PlanWanted;
import dev.setpoint.fleet.message.ControllerMessage.Welcome;
import dev.setpoint.fleet.message.OrderHeader;
import dev.setpoint.link.agentend.OrderShelf.Mark;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.message.OrderCodec;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.message.OrderSeal.Purpose;
import dev.setpoint.link.message.Sha256;
import dev.setpoint.link.world.Fleet;
import dev.setpoint.link.world.LinkWorld;
import dev.setpoint.link.world.ScriptedController;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever a controller says wrongly, the agent keeps the order that it has. */
class HostileControllerTest {
  private static final String WEB = "container/web";

  private final ScriptedController controller = new ScriptedController().welcome();

  private static OrderHeader header(String owner, String node, long generation, String document) {
    var entry =
        new OrderHeader.Entry(
            ResourceId.container("web"),
            new Origin("web.yaml", 1),
            Sha256.hex(document),
            Mode.CORRECT,
            List.of(),
            new TreeMap<>());
    return new OrderHeader(
        owner,
        node,
        generation,
        Fleet.AT,
        new Revision("01", "Ann", "Set", Fleet.AT),
        Mode.CORRECT,
        List.of(),
        List.of(entry),
        List.of(),
        new TreeSet<>(),
        List.of());
  }

  private static OrderHeader header(long generation) {
    return header(Fleet.OWNER, LinkWorld.NODE, generation, WEB);
  }

  private static Contents contents(String document, String as) {
    byte[] bytes = as.getBytes(StandardCharsets.UTF_8);
    return new Contents(
        List.of(new ContentPart(Sha256.hex(document), bytes.length, 0, Bytes.of(bytes))),
        List.of());
  }

  private void takes(long generation) {
    controller.offer(header(generation)).say(contents(WEB, WEB));
    assertThat(controller.shelf().highest().generation()).isEqualTo(generation);
  }

  private void refuses(String reason) {
    assertThat(controller.heard(OrderRefused.class))
        .extracting(OrderRefused::reason)
        .containsExactly(reason);
  }

  @Test
  void anOrderIsTakenOnceItIsOnTheDisk() {
    takes(5);
    assertThat(controller.agent().orders()).hasSize(1);
    assertThat(controller.agent().orders().getFirst().generation()).isEqualTo(5);
    assertThat(controller.heard(OrderReached.class))
        .containsExactly(new OrderReached(5, header(5).digest()));
  }

  @Test
  void anOlderOrderIsRefusedHoweverOftenItComes() {
    takes(5);
    for (long older = 0; older <= 5; older++) {
      controller.offer(header(older));
    }
    assertThat(controller.heard(OrderRefused.class))
        .hasSize(6)
        .allMatch(refused -> refused.reason().equals("OlderGeneration"));
    assertThat(controller.agent().orders()).hasSize(1);
  }

  @Test
  void anOlderOrderIsRefusedOnTheNextConnectionToo() {
    takes(5);
    controller.drop();
    controller.welcome().offer(header(4));
    refuses("OlderGeneration");
    assertThat(controller.shelf().highest()).isEqualTo(new Mark(5, header(5).digest()));
  }

  /** Case T2: nothing makes an old order new, not even the nonce that it was signed for. */
  @Test
  void aCapturedOrderIsOldAfterARestartWithTheClockPutBack() {
    var nonce = controller.nonce();
    var captured = ScriptedController.offerOf(header(4), LinkWorld.NODE, nonce, Fleet.ORDER_KEY);
    takes(5);
    controller.timeline().pass(Duration.ofHours(1));
    var restarted = controller.restarted().welcome();
    assertThat(restarted.nonce()).isEqualTo(nonce);
    restarted.say(captured);
    assertThat(restarted.heard(OrderRefused.class))
        .extracting(OrderRefused::reason)
        .containsExactly("OlderGeneration");
    assertThat(restarted.shelf().highest()).isEqualTo(new Mark(5, header(5).digest()));
  }

  @Test
  void anotherOrderOfTheSameGenerationIsRefused() {
    takes(5);
    controller.offer(header(Fleet.OWNER, LinkWorld.NODE, 5, "container/other"));
    refuses("OlderGeneration");
  }

  @Test
  void anOfferFromAnEarlierConnectionIsRefused() {
    var replayed =
        ScriptedController.offerOf(header(5), LinkWorld.NODE, controller.nonce(), Fleet.ORDER_KEY);
    controller.drop();
    controller.welcome().say(replayed);
    refuses("BadSignature");
    assertThat(controller.agent().orders()).isEmpty();
  }

  @Test
  void everyConnectionHasItsOwnNonceAndNumber() {
    controller.drop().welcome().drop();
    var hellos = controller.heard(Hello.class);
    assertThat(hellos).hasSizeGreaterThanOrEqualTo(3);
    assertThat(hellos).extracting(Hello::nonce).doesNotHaveDuplicates();
    assertThat(hellos.stream().map(Hello::session).toList()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void anOfferOfAnotherKeyIsRefused() {
    controller.say(
        ScriptedController.offerOf(header(5), LinkWorld.NODE, controller.nonce(), Fleet.newKey()));
    refuses("BadSignature");
  }

  @Test
  void anOfferSignedForAnotherNodeIsRefused() {
    controller.say(
        ScriptedController.offerOf(header(5), "n2", controller.nonce(), Fleet.ORDER_KEY));
    refuses("BadSignature");
  }

  @Test
  void anOrderOfAnotherNodeIsRefusedEvenWhenItIsSignedForThisOne() {
    controller.offer(header(Fleet.OWNER, "n2", 5, WEB));
    refuses("ForeignNode");
  }

  @Test
  void anOrderOfAnotherInstallationIsRefused() {
    controller.offer(header("installation-2", LinkWorld.NODE, 5, WEB));
    refuses("ForeignOwner");
  }

  @Test
  void aQuestionIsNoOrderAndAnOrderIsNoQuestion() {
    byte[] bytes = OrderCodec.encode(header(5));
    var asPlan =
        OrderSeal.of(Purpose.PLAN, LinkWorld.NODE, controller.nonce(), bytes)
            .sign(OrderSeal.signer(Fleet.ORDER_KEY.getPrivate()));
    controller.say(new OrderOffer(Bytes.of(bytes), Bytes.of(asPlan)));
    refuses("BadSignature");
    var order =
        ScriptedController.offerOf(header(5), LinkWorld.NODE, controller.nonce(), Fleet.ORDER_KEY);
    controller.say(new PlanWanted(1, order.header(), order.signature()));
    assertThat(controller.heard(PlanAnswer.class))
        .hasSize(1)
        .allMatch(answer -> answer.plan() == null && answer.problem().contains("not signed"));
    assertThat(controller.agent().orders()).isEmpty();
  }

  @Test
  void everyPartOfAHeaderIsUnderTheSignature() {
    var offer =
        ScriptedController.offerOf(header(5), LinkWorld.NODE, controller.nonce(), Fleet.ORDER_KEY);
    int offers = 0;
    for (int i = 0; i < offer.header().length(); i += 7) {
      byte[] changed = offer.header().array().clone();
      changed[i] ^= (byte) (1 << (i % 8));
      controller.say(new OrderOffer(Bytes.of(changed), offer.signature()));
      offers++;
    }
    assertThat(controller.heard(OrderRefused.class))
        .hasSize(offers)
        .allMatch(refused -> refused.reason().equals("BadSignature"));
    assertThat(controller.heard(ContentsWanted.class)).isEmpty();
  }

  @Test
  void contentsWithoutTheirDigestAreRefused() {
    controller.offer(header(5)).say(contents(WEB, "container/evil"));
    refuses("WrongContent");
    assertThat(controller.shelf().highest()).isEqualTo(Mark.none());
  }

  @Test
  void contentsThatTheControllerDoesNotHaveEndTheOrder() {
    controller.offer(header(5)).say(new Contents(List.of(), List.of(Sha256.hex(WEB))));
    refuses("MissingContent");
  }

  @Test
  void contentsThatNobodyAskedForAreLeftAside() {
    controller.say(contents("other", "other")).offer(header(5)).say(contents("other", "other"));
    assertThat(controller.shelf().content(Sha256.hex("other"))).isEmpty();
    controller.say(contents(WEB, WEB));
    assertThat(controller.agent().orders()).hasSize(1);
  }

  @Test
  void contentsThatClaimToBeHugeAreRefused() {
    var part = new ContentPart(Sha256.hex(WEB), 1L << 40, 0, Bytes.of(new byte[10]));
    controller.offer(header(5)).say(new Contents(List.of(part), List.of()));
    refuses("TooLarge");
  }

  @Test
  void aDocumentThatDeclaresSomethingElseIsRefused() {
    controller
        .offer(header(Fleet.OWNER, LinkWorld.NODE, 5, "container/other"))
        .say(contents("container/other", "container/other"));
    refuses("BadDocument");
  }

  @Test
  void aDocumentThatGitCouldNotSayIsRefused() {
    controller
        .offer(header(Fleet.OWNER, LinkWorld.NODE, 5, "nonsense"))
        .say(contents("nonsense", "nonsense"));
    refuses("BadDocument");
  }

  @Test
  void anOrderThatCannotBeKeptIsNotWorkedOn() {
    controller.shelf().fill();
    controller.offer(header(5)).say(contents(WEB, WEB));
    refuses("NotKept");
    assertThat(controller.agent().orders()).isEmpty();
  }

  @Test
  void aNewerOfferTakesThePlaceOfOneThatIsNotComplete() {
    controller.offer(header(5)).offer(header(6)).say(contents(WEB, WEB));
    assertThat(controller.agent().orders()).hasSize(1);
    assertThat(controller.agent().orders().getFirst().generation()).isEqualTo(6);
    controller.offer(header(5));
    refuses("OlderGeneration");
  }

  @Test
  void anotherProtocolEndsTheConnection() {
    var other = new ScriptedController();
    other.say(new Welcome(2, "9", 1, true));
    assertThat(other.isAborted()).isTrue();
    assertThat(other.end().isConnected()).isFalse();
  }

  @Test
  void whatComesBeforeTheGreetingEndsTheConnection() {
    var rude = new ScriptedController();
    rude.say(new PassWanted());
    assertThat(rude.isAborted()).isTrue();
    assertThat(rude.agent().passes()).isZero();
  }

  @Test
  void doubledLostAndReorderedMessagesEndTheConnection() {
    for (long number : new long[] {0, 1, 3, 4}) {
      var broken = new ScriptedController().welcome();
      broken.say(MessageCodec.encode(number, new PassWanted()));
      assertThat(broken.isAborted()).as("number " + number).isTrue();
      assertThat(broken.agent().passes()).isZero();
    }
    controller.say(MessageCodec.encode(2, new PassWanted()));
    assertThat(controller.isAborted()).isFalse();
    assertThat(controller.agent().passes()).isEqualTo(1);
  }

  @Test
  void unknownMessagesEndTheConnection() {
    controller.say(
        "{\"n\":2,\"type\":\"Shell\",\"command\":\"id\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(controller.isAborted()).isTrue();
  }

  @Test
  void aFarewellIsHeededButNotForEver() {
    controller.say(new Farewell("Busy", "come later", Duration.ofDays(400)));
    assertThat(controller.isAborted()).isTrue();
    controller.timeline().pass(Duration.ofMinutes(9));
    assertThat(controller.dialed()).isEqualTo(1);
    controller.timeline().pass(Duration.ofMinutes(7));
    assertThat(controller.dialed()).isGreaterThan(1);
  }

  @Test
  void aSilentControllerIsGivenUpWithinThirtySeconds() {
    controller.timeline().pass(Duration.ofSeconds(20));
    controller.say(new Alive());
    controller.timeline().pass(Duration.ofSeconds(20));
    assertThat(controller.isAborted()).isFalse();
    controller.timeline().pass(Duration.ofSeconds(8));
    assertThat(controller.timesAborted()).isEqualTo(1);
  }
}
