package dev.setpoint.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.link.world.Fleet;
import dev.setpoint.link.world.LinkWorld;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What does not fit into a frame is shortened where it is made; it never costs the connection. */
class LargeMessagesTest {
  private final LinkWorld world = new LinkWorld(7);

  private static ResourceReport resource(int number, int fields, String observed) {
    var id = ResourceId.container("c-%04d".formatted(number));
    var drifts =
        IntStream.range(0, fields)
            .mapToObj(i ->
                new FieldDrift(
                    "spec.env.V" + i,
                    null,
                    null,
                    FieldValue.text(observed),
                    Cause.DRIFT,
                    Remedy.REPLACE,
                    "env"))
            .toList();
    return new ResourceReport(
        id,
        "docker",
        Mode.OBSERVE,
        Condition.STALLED,
        FailureReason.OBSERVE_ONLY,
        "differs: " + observed,
        Health.NONE,
        "running",
        new Drift.Changed(id, Cause.DRIFT, new EngineObject("id", "c"), drifts),
        Fleet.AT,
        null);
  }

  private static NodeReport report(List<ResourceReport> resources) {
    return new NodeReport(
        "n1", 1, "rev", Fleet.AT, Duration.ofMillis(3), true, List.of(), resources);
  }

  private NodeReport arrived() {
    return Objects.requireNonNull(world.events().reports().get("n1"));
  }

  private void arrives(NodeReport report) {
    world.start();
    world.agentEnd().accept(report);
    world.pass(Duration.ofMinutes(2));
    assertThat(world.dialed()).isEqualTo(1);
    assertThat(arrived().resources())
        .extracting(ResourceReport::id)
        .containsExactlyElementsOf(report.resources().stream().map(ResourceReport::id).toList());
  }

  @Test
  void aReportWithAVeryLargeValueArrivesShortened() {
    arrives(report(List.of(resource(1, 1, "x".repeat(6 << 20)), resource(2, 1, "y"))));
    assertThat(arrived().resources().getLast()).isEqualTo(resource(2, 1, "y"));
  }

  @Test
  void aReportOfVeryManyDifferencesArrivesShortened() {
    arrives(
        report(IntStream.range(0, 2_000).mapToObj(i -> resource(i, 40, "\u0001\ud83d")).toList()));
  }

  @Test
  void aChangeThatIsTooLargeArrivesShortened() {
    var small = report(List.of(resource(1, 1, "x"), resource(2, 1, "y")));
    arrives(small);
    world
        .agentEnd()
        .accept(report(List.of(resource(1, 1, "x".repeat(6 << 20)), resource(2, 1, "y"))));
    world.pass(Duration.ofMinutes(2));
    assertThat(world.dialed()).isEqualTo(1);
    assertThat(arrived().resources().getFirst().message()).contains("SHA-256");
  }
}
