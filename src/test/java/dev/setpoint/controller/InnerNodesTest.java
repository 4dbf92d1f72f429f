package dev.setpoint.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.fixture.CommittedTree;
import dev.setpoint.fixture.InMemoryFleet;
import dev.setpoint.fixture.InMemoryStore;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.fleet.NodeInvitation;
import dev.setpoint.fleet.NodeInvitation.Granted;
import dev.setpoint.fleet.NodeInvitation.Refused;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.Revision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is given a token for a node inside an instance, and who is not. */
class InnerNodesTest {
  private static final ResourceId SHOP = new ResourceId(ResourceKind.INSTANCE, "shop");
  private static final ResourceId PLAIN = new ResourceId(ResourceKind.INSTANCE, "plain");
  private static final String REPOSITORY =
      """
      apiVersion: setpoint.dev/v1
      kind: Node
      metadata: {name: metal}
      ---
      apiVersion: setpoint.dev/v1
      kind: Node
      metadata: {name: other}
      ---
      apiVersion: setpoint.dev/v1
      kind: Node
      metadata: {name: shop-inner}
      ---
      apiVersion: setpoint.dev/v1
      kind: Instance
      metadata: {name: shop}
      spec:
        nodes: {names: [metal]}
        image: {alias: base}
        node: {name: shop-inner}
      ---
      apiVersion: setpoint.dev/v1
      kind: Instance
      metadata: {name: plain}
      spec: {nodes: {names: [metal]}, image: {alias: base}}
      """;

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final InMemoryStore store = new InMemoryStore(timeline);
  private final FakeSource source = new FakeSource();
  private final FakeFleet fleet = new FakeFleet(timeline);
  private final Book book = new Book();
  private final ControlLoop loop =
      new ControlLoop(
          ControlSettings.of("https://git.example/shop.git", "main", "1"),
          timeline,
          new ControlEdges(
              source, store, store, store, Map.of(), new InMemoryFleet(store), fleet, book),
          new Reports(
              timeline, new ReconcileMetrics(new SimpleMeterRegistry(), timeline::instant)));

  /** Gives tokens, and writes down to whom. */
  private static final class Book implements NodeBook {
    private final List<String> given = new ArrayList<>();
    private final Map<String, Admission> known = new HashMap<>();
    private boolean isOpen = true;

    @Override
    public Optional<Known> find(String node) {
      return Optional.ofNullable(known.get(node))
          .map(admission -> new Known(admission, "", Instant.EPOCH, null));
    }

    @Override
    public Optional<String> invite(String node, Duration life, String by) {
      given.add(node + " for " + life + " by " + by);
      return isOpen ? Optional.of("token-" + given.size()) : Optional.empty();
    }
  }

  @BeforeEach
  void begin() {
    fleet.tell(loop.events());
    source.push(
        new CommittedTree(
            InMemoryTree.of(Map.of("all.yaml", REPOSITORY)),
            new Revision("f".repeat(40), "Ann <ann@example.org>", "Begin", timeline.instant())));
    loop.start();
    timeline.pass(Duration.ofSeconds(40));
    fleet.connect("metal", "other");
    timeline.pass(Duration.ofSeconds(40));
  }

  private NodeInvitation ask(String parent, ResourceId instance, String node) {
    return loop.events().invite(parent, instance, node);
  }

  private void assertRefused(NodeInvitation answer, boolean isPassing, String word) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.why()).contains(word);
              assertThat(refused.passing()).isEqualTo(isPassing);
            });
    assertThat(book.given).isEmpty();
  }

  @Test
  void theMachineWhoseOrderDeclaresItGetsAShortLivedToken() {
    assertThat(ask("metal", SHOP, "shop-inner")).isEqualTo(new Granted("token-1"));
    assertThat(book.given).containsExactly("shop-inner for PT10M by node metal for instance/shop");
  }

  @Test
  void anotherMachineGetsNone() {
    assertRefused(ask("other", SHOP, "shop-inner"), false, "declares no such node");
    assertRefused(ask("nobody", SHOP, "shop-inner"), true, "does not know yet");
  }

  @Test
  void noOtherNameIsGivenThanTheDeclaredOne() {
    assertRefused(ask("metal", SHOP, "other"), false, "declares no such node");
    assertRefused(ask("metal", SHOP, "metal"), false, "declares no such node");
    assertRefused(ask("metal", SHOP, "shop-inner\nx"), false, "declares no such node");
    assertRefused(ask("metal", PLAIN, "plain"), false, "declares no such node");
    assertRefused(
        ask("metal", new ResourceId(ResourceKind.INSTANCE, "none"), "shop-inner"),
        false,
        "no such");
    assertRefused(ask("metal", ResourceId.container("shop"), "shop-inner"), false, "no such");
  }

  @Test
  void aNodeThatIsConnectedIsNotTakenOver() {
    fleet.connect("shop-inner");
    assertRefused(ask("metal", SHOP, "shop-inner"), true, "is connected");

    fleet.leave("shop-inner");
    assertThat(ask("metal", SHOP, "shop-inner")).isInstanceOf(Granted.class);
  }

  @Test
  void whomAPersonHasRevokedComesBackByAPersonAlone() {
    book.known.put("shop-inner", NodeBook.Admission.REVOKED);
    assertRefused(ask("metal", SHOP, "shop-inner"), false, "setpoint token create shop-inner");
  }

  @Test
  void aCopyThatWasNoticedIsReplacedByTheDeclaredOne() {
    book.known.put("shop-inner", NodeBook.Admission.QUARANTINED);
    assertThat(ask("metal", SHOP, "shop-inner")).isInstanceOf(Granted.class);
  }

  @Test
  void tokensAreNotGivenOneAfterTheOther() {
    ask("metal", SHOP, "shop-inner");
    assertThat(ask("metal", SHOP, "shop-inner"))
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.passing()).isTrue());
    timeline.pass(Duration.ofSeconds(6));
    assertThat(ask("metal", SHOP, "shop-inner")).isEqualTo(new Granted("token-2"));
  }

  @Test
  void aControllerWithoutAPortForAgentsSaysSo() {
    book.isOpen = false;
    assertThat(ask("metal", SHOP, "shop-inner"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.why()).contains("--listen"));
  }
}
