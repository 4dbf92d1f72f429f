package dev.setpoint.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fleet.NodeInvitation;
import dev.setpoint.fleet.NodeInvitation.Granted;
import dev.setpoint.fleet.NodeInvitation.Refused;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.link.world.LinkWorld;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An agent asks for the token of a node inside one of its instances. */
class InnerNodeTokensTest {
  private static final ResourceId SHOP = new ResourceId(ResourceKind.INSTANCE, "shop");

  private final LinkWorld world = new LinkWorld(7);
  private final List<NodeInvitation> answers = new ArrayList<>();

  private void ask() {
    world.agentEnd().askToken(SHOP, "inner", answers::add);
  }

  @Test
  void theAnswerComesToWhoeverAsked() {
    world.start();
    world.events().invitation(new Granted("sp1.token"));
    ask();
    world.pass(Duration.ofSeconds(1));
    world.events().invitation(new Refused(false, "not declared"));
    ask();
    world.pass(Duration.ofSeconds(1));

    assertThat(answers)
        .containsExactly(new Granted("sp1.token"), new Refused(false, "not declared"));
    assertThat(world.events().lines()).contains("n1 invites inner into instance/shop");
  }

  @Test
  void theSecretIsInNoText() {
    assertThat(new ControllerMessage.NodeToken(1, "sp1.secret", false, "").toString())
        .doesNotContain("secret");
    assertThat(new Granted("sp1.secret").toString()).doesNotContain("secret");
  }

  @Test
  void withoutAConnectionTheAnswerIsThatThereIsNone() {
    world.reachable(false);
    world.start();
    ask();
    world.pass(Duration.ofSeconds(1));

    assertThat(answers).containsExactly(new Refused(true, "the controller is not connected"));
  }

  @Test
  void aConnectionThatEndsAnswersWhatIsOpen() {
    world.start();
    world.wire().agentFate(_ -> List.of());
    ask();
    world.pass(Duration.ofSeconds(1));
    assertThat(answers).isEmpty();

    world.wire().cut("the line broke");
    world.pass(Duration.ofSeconds(1));
    assertThat(answers).hasSize(1).allMatch(each -> each instanceof Refused);
  }

  @Test
  void aControllerThatSaysNothingIsNotWaitedForForEver() {
    world.start();
    world.wire().agentFate(_ -> List.of());
    ask();
    world.pass(Duration.ofSeconds(21));
    assertThat(answers).hasSize(1);
  }
}
