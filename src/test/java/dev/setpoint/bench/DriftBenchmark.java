package dev.setpoint.bench;

import dev.setpoint.fixture.NodeFixture;
import dev.setpoint.fixture.ResourceFixture;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.DriftDetector;
import dev.setpoint.reconcile.DriftDetector.Detection;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.UnchangedIndex;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Match;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldTable.Rule;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How many containers per second one core checks for drift. Each has 40 fields: 20 scalars, 10 of
 * named values (6 each, 4 more inherited) and 10 sets. The live side is built apart from the
 * declared one, so that no comparison profits from sharing objects.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DriftBenchmark {
  private static final int CONTAINERS = 100;
  private static final int SCALARS = 20;
  private static final int NAMED = 10;
  private static final int SETS = 10;
  private static final int ENTRIES = 6;

  private final DriftDetector detector =
      new DriftDetector(NodeFixture.OWNER, (_, _) -> BenchTable.TABLE);
  private DesiredState desired = NodeFixture.aNode().desired();
  private ObservedState observed = NodeFixture.aNode().observed();
  private ObservedState differing = NodeFixture.aNode().observed();
  private Map<ResourceId, AppliedRecord> records = Map.of();
  private UnchangedIndex known = UnchangedIndex.empty();

  /** Lays out the node. */
  @Setup
  public void layOut() {
    NodeFixture git = NodeFixture.aNode();
    NodeFixture clean = NodeFixture.aNode();
    NodeFixture changed = NodeFixture.aNode();
    for (int at = 0; at < CONTAINERS; at++) {
      git.with(container(at));
      clean.with(withInherited(container(at)));
      changed.with(withInherited(container(at)).live("spec.text3", "other"));
    }
    desired = git.desired();
    records = git.records();
    observed = clean.observed();
    differing = changed.observed();
    known = detector.detect(desired, clean.observed(), records, UnchangedIndex.empty()).unchanged();
    if (known.size() != CONTAINERS) {
      throw new IllegalStateException("only " + known.size() + " are clean");
    }
    // a fresh look has digests of its own, as it would in a pass
    NodeFixture again = NodeFixture.aNode();
    for (int at = 0; at < CONTAINERS; at++) {
      again.with(withInherited(container(at)));
    }
    observed = again.observed();
  }

  /** Nothing changed, and the index says so. */
  @Benchmark
  @OperationsPerInvocation(CONTAINERS)
  public Detection unchangedByDigests() {
    return detector.detect(desired, observed, records, known);
  }

  /** Nothing changed, all fields compared, on the way filling the index. */
  @Benchmark
  @OperationsPerInvocation(CONTAINERS)
  public Detection fullComparison() {
    return detector.detect(desired, observed, records, UnchangedIndex.empty());
  }

  /** One field of each differs. */
  @Benchmark
  @OperationsPerInvocation(CONTAINERS)
  public Detection fullComparisonWithDrift() {
    return detector.detect(desired, differing, records, UnchangedIndex.empty());
  }

  private static ResourceFixture container(int at) {
    ResourceFixture container = ResourceFixture.aContainer("container-%05d".formatted(at));
    container.gitDrops("spec.image").gitDrops("spec.memory").gitDrops("spec.state");
    for (int field = 0; field < SCALARS; field++) {
      container.everywhere(path("text", field), "value " + at + " " + field);
    }
    for (int field = 0; field < NAMED; field++) {
      container.everywhere(path("named", field), FieldValue.entries(entries(ENTRIES)));
    }
    for (int field = 0; field < SETS; field++) {
      container.everywhere(
          path("set", field), FieldValue.members(List.copyOf(entries(ENTRIES).keySet())));
    }
    return container;
  }

  private static ResourceFixture withInherited(ResourceFixture container) {
    for (int field = 0; field < NAMED; field++) {
      var own = new TreeMap<String, FieldValue>();
      for (int key = 0; key < 4; key++) {
        own.put("INHERITED_" + key, FieldValue.text("from the image " + key));
      }
      var live = new TreeMap<String, FieldValue>(own);
      live.putAll(entries(ENTRIES));
      container.live(path("named", field), FieldValue.entries(live));
      container.inherits(path("named", field), FieldValue.entries(own));
    }
    return container;
  }

  /** Paths are constants of a target in truth, so they are shared here too. */
  private static String path(String name, int field) {
    return ("spec." + name + field).intern();
  }

  private static Map<String, FieldValue> entries(int count) {
    var entries = new TreeMap<String, FieldValue>();
    for (int key = 0; key < count; key++) {
      entries.put("KEY_" + key, FieldValue.text("value of the key " + key));
    }
    return entries;
  }

  /** Runs the benchmarks and prints their results. */
  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(DriftBenchmark.class.getSimpleName()).build()).run();
  }

  private static final class BenchTable {
    static final FieldTable TABLE = table();

    private static FieldTable table() {
      var rules = new ArrayList<Rule>();
      for (int field = 0; field < SCALARS; field++) {
        rules.add(new Rule(path("text", field), Match.EXACT, Remedy.REPLACE, "text"));
      }
      for (int field = 0; field < NAMED; field++) {
        rules.add(new Rule(path("named", field), Match.ALLOW_INHERITED, Remedy.REPLACE, "env"));
      }
      for (int field = 0; field < SETS; field++) {
        rules.add(new Rule(path("set", field), Match.EXACT, Remedy.REPLACE, "set"));
      }
      return FieldTable.of(rules);
    }
  }
}
