package dev.setpoint.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.link.agentend.ContentLimits;
import dev.setpoint.link.world.Fleet;
import dev.setpoint.link.world.LinkWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An agent takes what fits into its memory, and says so when an order is more than that. */
class ContentLimitsTest {
  private final LinkWorld world = new LinkWorld(11);

  ContentLimitsTest() {
    world.takingAtMost(new ContentLimits(1_000_000, 1_500_000));
    world.start();
  }

  private static OrderedResource resource(String name, int bytes) {
    byte[] file = new byte[bytes];
    new SplittableRandom(name.hashCode()).nextBytes(file);
    return Fleet.resource(name, Map.of("files/" + name, file));
  }

  private void issue(long generation, OrderedResource... resources) {
    world.link().issue(Fleet.order("n1", generation, List.of(resources)));
    world.pass(Duration.ofSeconds(5));
  }

  private void refused(long generation) {
    assertThat(world.events().lines().getLast())
        .startsWith("refused n1 " + generation + " TooLarge");
  }

  @Test
  void oneFileThatIsTooLargeIsRefusedAndTheOrderBeforeStays() {
    issue(1, resource("web", 1_000));
    issue(2, resource("web", 1_000_001));
    refused(2);
    assertThat(world.agent().orders()).hasSize(1);
    issue(3, resource("web", 1_000_000));
    assertThat(world.agent().orders()).hasSize(2);
    assertThat(world.dialed()).isEqualTo(1);
  }

  @Test
  void whatIsThereAlreadyCounts() {
    issue(1, resource("web", 800_000));
    issue(2, resource("web", 800_000), resource("db", 800_000));
    refused(2);
    issue(3, resource("db", 800_000));
    assertThat(world.agent().orders()).hasSize(2);
  }

  @Test
  void theLimitsFollowTheHeap() {
    assertThat(ContentLimits.within(24 << 20)).isEqualTo(new ContentLimits(3 << 19, 3 << 20));
    assertThat(ContentLimits.within(64L << 30)).isEqualTo(ContentLimits.standard());
  }
}
