package dev.setpoint.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.api.wire.DriftView.FieldView;
import dev.setpoint.api.wire.NewsView;
import dev.setpoint.api.wire.PlanView.CorrectionView;
import dev.setpoint.api.wire.SourceView;
import dev.setpoint.api.wire.SourceView.RevisionView;
import dev.setpoint.fixture.Golden;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One line for each thing that happens. */
class NewsLineTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final RevisionView REVISION =
      new RevisionView("1ea934592cb0".repeat(3), "Ann <ann@example.org>", "More memory", NOW);

  private final Paper paper = new Paper(NOW, false);

  private void tell(CorrectionView correction, int took, int sinceSeen) {
    tell(correction, "Corrected", null, "done", took, sinceSeen);
  }

  private void tell(
      CorrectionView correction,
      String result,
      @Nullable String failure,
      String message,
      int took,
      int sinceSeen) {
    NewsLine.correction(
        paper,
        new NewsView("local", correction, result, failure, message, NOW, NOW, took, sinceSeen, 7));
  }

  private static CorrectionView correction(
      String verb, String cause, String reason, FieldView... changes) {
    return new CorrectionView(
        "container/web", "docker", verb, cause, reason, List.of(changes), List.of());
  }

  private static FieldView field(String path, @Nullable String from, @Nullable String to) {
    return new FieldView(path, to, to, from, "drift", "inPlace", "resources");
  }

  private void tellSource(@Nullable RevisionView revision, String condition, String reason) {
    var message = reason.isEmpty() ? "revision 1ea934592cb0 is in force" : "it has 2 problems";
    NewsLine.source(
        paper,
        new SourceView(
            "url", "main", revision, NOW, NOW, NOW, condition, reason, message, List.of()));
  }

  @Test
  void saysWhatWhyBeforeAndAfterAndHowLong() {
    tell(correction("Create", "intentional", "git declares it (intentional)"), 620, 3_400);
    tell(correction("Create", "drift", "it is gone from the node (drift)"), 410, 430);
    var memory = field("spec.memory", "32Mi", "64Mi");
    tell(correction("Update", "drift", "spec.memory is 32Mi (drift)", memory), 12, 180);
    var image = field("spec.image", "shop/web:1", "shop/web:2");
    tell(correction("Replace", "intentional", "image", image), 2_300, 2_350);
    var network = field("spec.networks.front", null, "1");
    tell(
        correction("Replace", "both", "many", memory, image, network, memory, image),
        1_900,
        61_000);
    tell(correction("Prune", "intentional", "git does not declare it"), 90, 95);
    tell(
        correction("Replace", "drift", "image", image),
        "Failed",
        "PullFailed",
        "no such image: push it",
        800,
        900);
    tell(correction("Update", "drift", "x", field("spec.env.A", "\u001b[31m", "b")), 5, 6);
    tellSource(REVISION, "ready", "");
    tellSource(REVISION, "stalled", "InvalidManifests");
    tellSource(null, "reconciling", "");

    Golden.check("cli", "news.txt", paper.toString());
    assertThat(paper.toString().lines()).hasSize(11);
  }
}
