package dev.setpoint.bench;

import dev.setpoint.fixture.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks that {@code ./setpoint bench} names, or all of them. Times belong to a
 * machine: every figure that can be is set beside a comparison of the same run.
 */
public final class Bench {
  private static final List<String> ALL =
      List.of("drift", "read", "heal", "instances", "push", "check", "verbs", "start", "memory");

  private final Place place;
  private final Results results = new Results();

  private Bench(Place place) {
    this.place = place;
  }

  /**
   * Runs.
   *
   * @param args home of the launcher, scratch folder, docker compose, file of the results, and the
   *     names of what to run; none for everything
   */
  public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
    var names = new TreeSet<>(Arrays.asList(args).subList(4, args.length));
    if (!ALL.containsAll(names)) {
      System.err.println("bench: what can be measured is " + String.join(", ", ALL));
      System.exit(2);
    }
    var bench = new Bench(new Place(Path.of(args[0]), Path.of(args[1])));
    bench.run(names.isEmpty() ? new TreeSet<>(ALL) : names, Path.of(args[2]));
    bench.results.write(Path.of(args[3]));
  }

  private void run(Set<String> names, Path compose)
      throws RunnerException, IOException, InterruptedException {
    if (names.contains("drift")) {
      drift("with Java's usual flags");
      drift("with the flags of `up`", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m");
    }
    if (names.contains("read")) {
      new ReadBenchmark(place, results).run();
    }
    if (names.contains("heal")) {
      var heal = new HealBenchmark(place, results);
      heal.run(TestEngine.DOCKER20, "docker", "Docker 20.10");
      heal.run(TestEngine.DOCKER28, "docker", "Docker 28.5");
      heal.run(TestEngine.PODMAN, "podman", "Podman 4.3");
    }
    if (names.contains("instances")) {
      var instances = new InstancesBenchmark(place, results);
      instances.run(TestEngine.LXD, "lxd", "LXD 5.0");
      instances.run(TestEngine.INCUS, "incus", "Incus 6.0");
    }
    if (names.contains("push")) {
      new PushBenchmark(place, results).run();
    }
    var hundred = new TreeSet<>(names);
    hundred.retainAll(Set.of("check", "verbs", "start", "memory"));
    if (!hundred.isEmpty()) {
      new HundredBenchmark(place, results, compose).run(hundred);
    }
  }

  private void drift(String flags, String... arguments) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(DriftBenchmark.class.getSimpleName())
            .jvmArgs(arguments)
            .build();
    Collection<RunResult> runs = new Runner(options).run();
    for (RunResult run : runs) {
      String name = run.getPrimaryResult().getLabel();
      double score = run.getPrimaryResult().getScore();
      double error = run.getPrimaryResult().getScoreError();
      double goal =
          switch (name) {
            case "unchangedByDigests" -> 1_000_000;
            case "fullComparison" -> 100_000;
            default -> Double.NaN;
          };
      results.add(
          "drift of containers of 40 fields, " + name + ", " + flags,
          String.format(Locale.ROOT, "%,.0f each second (+- %,.0f)", score, error),
          "",
          Double.isNaN(goal) ? "" : Results.times(score / goal) + " the goal",
          Double.isNaN(goal) ? "" : String.format(Locale.ROOT, "at least %,.0f", goal));
    }
  }
}
