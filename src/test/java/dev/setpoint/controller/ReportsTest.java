package dev.setpoint.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.Golden;
import dev.setpoint.fixture.NodeFixture;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.NodeReport.TargetReport;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.Outcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What agents say, as it is kept, counted and told. */
class ReportsTest {
  private static final ResourceId WEB = ResourceId.container("web");
  private static final ResourceId DB = ResourceId.container("db");
  private static final Pattern DOCUMENTED =
      Pattern.compile("\\| `(setpoint[a-z.]+)` \\| (\\w+) \\| ([^|]*)\\|");

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ReconcileMetrics metrics = new ReconcileMetrics(registry, timeline::instant);
  private final Reports reports = new Reports(timeline, metrics);

  private NodeReport report(long generation, ResourceReport... resources) {
    return new NodeReport(
        "local",
        generation,
        "r" + generation,
        timeline.instant(),
        Duration.ofMillis(20),
        true,
        List.of(new TargetReport("docker", true, "Docker 28.5", "")),
        List.of(resources));
  }

  private ResourceReport resource(ResourceId id, @Nullable Drift drift, Condition condition) {
    return new ResourceReport(
        id,
        "docker",
        Mode.CORRECT,
        condition,
        condition == Condition.STALLED ? FailureReason.WAITING : null,
        "",
        Health.NONE,
        "running",
        drift,
        drift == null ? null : timeline.instant(),
        null);
  }

  private static Drift missing(ResourceId id) {
    return new Drift.Missing(id, Cause.DRIFT, List.of());
  }

  private CorrectionNews news(Outcome outcome) {
    var due = new Correction.Due(WEB, "docker", Cause.DRIFT, "it is gone", List.of(), Set.of());
    Instant now = timeline.instant();
    return new CorrectionNews(
        "local", new Correction.Create(due, null), outcome, now, now, Duration.ofMillis(300), 1);
  }

  private double value(String name, String... tags) {
    return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
  }

  @Test
  void keepsTheNewestOrderOfReports() {
    reports.accept(report(2));
    reports.accept(report(1));
    assertThat(reports.fleet().all()).extracting(NodeReport::generation).containsExactly(2L);
    reports.accept(report(3));
    assertThat(reports.fleet().of("local")).map(NodeReport::generation).contains(3L);
  }

  @Test
  void countsADriftOnceForEachTimeThatItAppears() {
    reports.accept(report(1, resource(WEB, missing(WEB), Condition.RECONCILING)));
    reports.accept(report(1, resource(WEB, missing(WEB), Condition.RECONCILING)));
    assertThat(value("setpoint.drift.found", "drift", "Missing")).isEqualTo(1);

    reports.accept(report(1, resource(WEB, null, Condition.READY)));
    timeline.pass(Duration.ofSeconds(1));
    reports.accept(report(1, resource(WEB, missing(WEB), Condition.RECONCILING)));
    assertThat(value("setpoint.drift.found", "drift", "Missing")).isEqualTo(2);
    assertThat(value("setpoint.drifted.resources")).isEqualTo(1);
  }

  @Test
  void registersEachGaugeOnceAndTakesItOutAgain() {
    var added = new ArrayList<String>();
    registry.config().onMeterAdded(meter -> added.add(meter.getId().toString()));
    for (int i = 0; i < 5; i++) {
      reports.accept(
          report(1, resource(WEB, null, Condition.READY), resource(DB, null, Condition.READY)));
    }
    assertThat(added).doesNotHaveDuplicates();
    assertThat(value("setpoint.resources", "condition", "ready")).isEqualTo(2);

    reports.accept(report(1, resource(WEB, missing(WEB), Condition.STALLED)));
    assertThat(registry.find("setpoint.resources").tag("condition", "ready").meter()).isNull();
    assertThat(value("setpoint.resources", "condition", "stalled")).isEqualTo(1);
  }

  @Test
  void tellsTheFirstListenerWhatHappenedBeforeAnybodyListened() {
    reports.accept(news(new Outcome.Corrected(null, "made")));
    var first = new ArrayList<CorrectionNews>();
    var second = new ArrayList<CorrectionNews>();
    var unused = List.of(reports.news().listen(first::add), reports.news().listen(second::add));
    reports.accept(news(new Outcome.Corrected(null, "made")));
    timeline.settle();

    assertThat(unused).hasSize(2);
    assertThat(first).hasSize(2);
    assertThat(second).hasSize(1);
  }

  @Test
  void hasTheMetersThatTheDocumentationLists() throws IOException {
    metrics.source(() ->
        new SourceStatus(
            "url",
            "main",
            NodeFixture.REVISION,
            null,
            timeline.instant(),
            Condition.READY,
            "",
            "",
            List.of(),
            null));
    reports.accept(report(1, resource(WEB, missing(WEB), Condition.STALLED)));
    reports.accept(news(new Outcome.Corrected(null, "made")));
    var documented = new TreeSet<String>();
    var page = Files.readString(Path.of("docs/observability.md"));
    var rows = DOCUMENTED.matcher(page);
    while (rows.find()) {
      documented.add("%s %s %s".formatted(rows.group(1), rows.group(2), sorted(rows.group(3))));
    }
    var registered =
        registry.getMeters().stream()
            .map(Meter::getId)
            .filter(id -> id.getName().startsWith("setpoint."))
            .map(id -> "%s %s %s".formatted(id.getName(), kind(id), labels(id)))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(registered).isEqualTo(documented);
    assertThat(registered).hasSize(ReconcileMetrics.NAMES.size());
    Golden.check("controller", "meters.txt", String.join("\n", registered) + "\n");
  }

  private static String kind(Meter.Id id) {
    return switch (id.getType()) {
      case COUNTER -> "counter";
      case TIMER -> "timer";
      case GAUGE -> "gauge";
      default -> id.getType().name();
    };
  }

  private static Set<String> labels(Meter.Id id) {
    return id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> sorted(String labels) {
    var words = new TreeSet<>(Set.of(labels.strip().split(", ")));
    words.remove("");
    return words;
  }
}
