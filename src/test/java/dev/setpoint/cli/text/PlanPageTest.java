package dev.setpoint.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.api.wire.PlanView;
import dev.setpoint.api.wire.PlanView.Unplanned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes whose plan nobody knows. */
class PlanPageTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void aNodeThatIsAwayHasALineOfItsOwn() {
    var gone =
        new Unplanned(
            "edge-7",
            "away",
            NOW.minus(Duration.ofHours(2)),
            NOW.minus(Duration.ofHours(3)),
            "stalled",
            "Away",
            "it is away");
    var never =
        new Unplanned("edge-8", "never joined", null, null, "stalled", "NeverJoined", "no\u001b[m");
    var paper = new Paper(NOW, false);
    PlanPage.write(paper, new PlanView(List.of(), List.of(gone, never), List.of(), ""));
    assertThat(paper.toString())
        .contains(
            "node edge-7, away since 2 h ago, last known 3 h ago as stalled Away; not planned:")
        .contains("node edge-8, never joined, last known never as stalled NeverJoined; not planned")
        .doesNotContain("\u001b");
  }
}
