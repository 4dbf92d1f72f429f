package dev.setpoint.controller;

import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Figures of the loops, as {@code docs/observability.md} lists them. Labels are node, kind of
 * resource, kind of drift, class of field, verb, result and reason word: all of them short lists,
 * so that a large fleet does not drown its metrics server. Safe for many threads.
 */
public final class ReconcileMetrics {
  /** Every name, for the documentation's test. */
  public static final List<String> NAMES =
      List.of(
          "setpoint.drift.found",
          "setpoint.corrections",
          "setpoint.correction.duration",
          "setpoint.drift.duration",
          "setpoint.resources",
          "setpoint.drifted.resources",
          "setpoint.plan.size",
          "setpoint.pass.duration",
          "setpoint.pass.last.timestamp",
          "setpoint.generation",
          "setpoint.target.reachable",
          "setpoint.source.lag");

  private final MeterRegistry registry;
  private final Supplier<Instant> clock;
  private final Map<String, NodeReport> last = new ConcurrentHashMap<>();
  private final Map<String, Instant> lastPass = new ConcurrentHashMap<>();
  private final Map<String, Set<Sign>> known = new ConcurrentHashMap<>();
  private final GaugeRows resources;
  private final GaugeRows targets;

  /** Registers with a registry. */
  public ReconcileMetrics(MeterRegistry registry, Supplier<Instant> clock) {
    this.registry = registry;
    this.clock = clock;
    this.resources = new GaugeRows(registry, "setpoint.resources", "Resources by condition");
    this.targets =
        new GaugeRows(
            registry, "setpoint.target.reachable", "1 when the engine answered in the last pass");
  }

  /** Tells how long ago the source last answered. */
  void source(Supplier<SourceStatus> status) {
    Gauge.builder("setpoint.source.lag", () -> lag(status.get()))
        .description("Seconds since the repository last answered")
        .baseUnit("seconds")
        .register(registry);
  }

  private double lag(SourceStatus status) {
    var checked = status.checkedAt();
    return checked == null ? Double.NaN : seconds(Duration.between(checked, clock.get()));
  }

  /**
   * One difference as it is counted: once when it appears, again only when it comes back.
   *
   * @param group class of field, or empty
   */
  private record Sign(ResourceId id, String drift, String group, Instant since) {}

  void count(NodeReport report) {
    if (last.put(report.node(), report) == null) {
      gauges(report.node());
    }
    if (!report.took().isZero()) {
      registry
          .timer("setpoint.pass.duration", "node", report.node(), "full", full(report))
          .record(report.took());
      lastPass.put(report.node(), report.at());
    }
    countFound(report);
    resources.show(report.node(), () -> rows(report(report.node())));
    targets.show(report.node(), () -> targetRows(report(report.node())));
  }

  private static String full(NodeReport report) {
    return Boolean.toString(report.full());
  }

  private void gauges(String node) {
    Gauge.builder("setpoint.generation", () -> report(node).generation())
        .description("Generation that the node last worked on")
        .tag("node", node)
        .register(registry);
    Gauge.builder("setpoint.pass.last.timestamp", () -> lastPassSeconds(node))
        .description("Time of the last pass, in seconds since 1970")
        .tag("node", node)
        .register(registry);
    Gauge.builder("setpoint.drifted.resources", () -> drifted(report(node), false))
        .description("Resources that differ")
        .tag("node", node)
        .register(registry);
    Gauge.builder("setpoint.plan.size", () -> drifted(report(node), true))
        .description("Resources that differ and are being corrected")
        .tag("node", node)
        .register(registry);
  }

  private NodeReport report(String node) {
    var report = last.get(node);
    if (report == null) {
      throw new IllegalStateException("no report of " + node);
    }
    return report;
  }

  private double lastPassSeconds(String node) {
    var at = lastPass.get(node);
    return at == null ? Double.NaN : at.toEpochMilli() / 1000.0;
  }

  private static long drifted(NodeReport report, boolean beingCorrected) {
    return report.resources().stream()
        .filter(each -> each.drift() != null)
        .filter(each -> !beingCorrected || each.condition() == Condition.RECONCILING)
        .count();
  }

  private void countFound(NodeReport report) {
    var now =
        report.resources().stream()
            .flatMap(each -> signs(each).stream())
            .collect(Collectors.toSet());
    var before = known.put(report.node(), now);
    now.stream()
        .filter(sign -> before == null || !before.contains(sign))
        .forEach(sign ->
            registry
                .counter(
                    "setpoint.drift.found",
                    Tags.of(
                        "node", report.node(),
                        "kind", sign.id().kind().word(),
                        "drift", sign.drift(),
                        "field", sign.group()))
                .increment());
  }

  private static Set<Sign> signs(ResourceReport resource) {
    var since = resource.driftSince();
    var drift = resource.drift();
    if (drift == null || since == null) {
      return Set.of();
    }
    var word = drift.getClass().getSimpleName();
    if (drift instanceof Drift.Changed changed && !changed.fields().isEmpty()) {
      return changed.fields().stream()
          .map(FieldDrift::group)
          .map(group -> new Sign(resource.id(), word, group, since))
          .collect(Collectors.toSet());
    }
    return Set.of(new Sign(resource.id(), word, "", since));
  }

  void count(CorrectionNews news) {
    var correction = news.correction();
    var tags =
        Tags.of(
            "node", news.node(),
            "kind", correction.id().kind().word(),
            "verb", correction.verb(),
            "result", news.outcome().word());
    registry
        .counter(
            "setpoint.corrections",
            tags.and("cause", correction.due().cause().word(), "reason", reason(news.outcome())))
        .increment();
    Timer.builder("setpoint.correction.duration")
        .description("From intent to outcome")
        .tags(tags)
        .register(registry)
        .record(news.took());
    if (news.outcome() instanceof Outcome.Corrected) {
      Timer.builder("setpoint.drift.duration")
          .description("From first sight of a difference to its correction")
          .tags("node", news.node(), "kind", correction.id().kind().word())
          .register(registry)
          .record(Duration.between(news.driftSeenAt(), news.began().plus(news.took())));
    }
  }

  private static String reason(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed failed -> failed.reason().word();
      case Outcome.Skipped skipped -> skipped.reason().word();
      case Outcome.Corrected _, Outcome.Unchanged _ -> "";
    };
  }

  private static Map<Tags, Long> rows(NodeReport report) {
    return report.resources().stream()
        .map(each -> tags(each).and("node", report.node()))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static Tags tags(ResourceReport resource) {
    FailureReason reason = resource.reason();
    return Tags.of(
        "kind", resource.id().kind().word(),
        "condition", resource.condition().word(),
        "reason", reason == null ? "" : reason.word());
  }

  private static Map<Tags, Long> targetRows(NodeReport report) {
    var rows = new HashMap<Tags, Long>();
    report
        .targets()
        .forEach(target ->
            rows.put(
                Tags.of("node", report.node(), "target", target.name()),
                target.reachable() ? 1L : 0L));
    return rows;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
