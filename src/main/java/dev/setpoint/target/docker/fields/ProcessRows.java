package dev.setpoint.target.docker.fields;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPLACE;
import static dev.setpoint.reconcile.field.FieldTable.Remedy.RUN_STATE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.HealthCheck;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.docker.spelling.Amounts;
import dev.setpoint.target.docker.spelling.Signals;
import dev.setpoint.target.wire.SecretKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What runs: image, command, user, environment, health check, labels and run state. */
final class ProcessRows {
  static final String ENV = "spec.env";
  static final String HEALTH = "spec.health";
  static final String STATE = "spec.state";

  private ProcessRows() {}

  static List<Row<DeclaredContainer, LiveContainer>> of(Profile profile) {
    var rows = new ArrayList<Row<DeclaredContainer, LiveContainer>>(basics());
    rows.addAll(circumstances());
    rows.add(
        Row.<DeclaredContainer, LiveContainer>exact(
                ENV, REPLACE, "env", DeclaredContainer::env, ProcessRows::liveEnv)
            .inheriting(live -> inheritedEnv(live, profile)));
    rows.add(
        Row.allowMore(
            "spec.labels",
            REPLACE,
            "labels",
            declared -> texts(declared.spec().labels()),
            ProcessRows::liveLabels));
    rows.add(
        Row.exact(
            HEALTH,
            REPLACE,
            "health",
            declared -> health(declared.spec().health()),
            ProcessRows::liveHealth));
    rows.add(
        Row.exact(
            STATE,
            RUN_STATE,
            "state",
            declared -> FieldValue.text(stateWord(declared.spec())),
            ProcessRows::liveState));
    return rows;
  }

  private static List<Row<DeclaredContainer, LiveContainer>> basics() {
    return List.of(
        Row.exact(
            "spec.image",
            REPLACE,
            "image",
            declared -> FieldValue.text(declared.spec().image().canonical()),
            live -> FieldValue.text(live.facts().imageText())),
        Row.exact(
            "spec.command",
            REPLACE,
            "process",
            declared -> words(declared.spec().process().command()),
            live -> LiveContainer.words(live.config().path("Cmd"))),
        Row.exact(
            "spec.entrypoint",
            REPLACE,
            "process",
            declared -> words(declared.spec().process().entrypoint()),
            live -> LiveContainer.words(live.config().path("Entrypoint"))),
        Row.exact(
            "spec.user",
            REPLACE,
            "security",
            declared -> text(declared.spec().process().user()),
            live -> FieldValue.text(live.config().path("User").asText())));
  }

  private static List<Row<DeclaredContainer, LiveContainer>> circumstances() {
    return List.of(
        Row.exact(
            "spec.workingDir",
            REPLACE,
            "process",
            declared -> text(declared.spec().process().workingDir()),
            live -> FieldValue.text(directory(live.config().path("WorkingDir").asText()))),
        Row.exact(
            "spec.init",
            REPLACE,
            "process",
            declared -> text(declared.spec().process().init()),
            live -> FieldValue.text(live.host().path("Init").asBoolean())),
        Row.exact(
            "spec.stopSignal",
            REPLACE,
            "process",
            declared -> signal(declared.spec().process().stopSignal()),
            live -> signal(live.config().path("StopSignal").asText())),
        Row.exact(
            "spec.stopGrace",
            REPLACE,
            "process",
            declared ->
                declared.spec().process().stopGrace() == null
                    ? null
                    : Amounts.time(declared.spec().process().stopGrace()),
            live -> FieldValue.text(live.config().path("StopTimeout").asLong(10) + "s")));
  }

  static @Nullable FieldValue text(@Nullable Object value) {
    return value == null ? null : FieldValue.text(value);
  }

  static @Nullable FieldValue words(@Nullable List<String> words) {
    return words == null ? null : FieldValue.items(words);
  }

  static FieldValue texts(Map<String, String> map) {
    var entries = new TreeMap<String, FieldValue>();
    map.forEach((key, value) -> entries.put(key, FieldValue.text(value)));
    return FieldValue.entries(entries);
  }

  private static String directory(String path) {
    return path.isEmpty() ? "/" : path;
  }

  private static @Nullable FieldValue signal(@Nullable String signal) {
    return signal == null ? null : FieldValue.text(Signals.name(signal));
  }

  private static FieldValue liveEnv(LiveContainer live) {
    return env(live, LiveContainer.items(live.config().path("Env")));
  }

  private static FieldValue inheritedEnv(LiveContainer live, Profile profile) {
    var lines = new ArrayList<>(LiveContainer.items(live.image().path("Env")));
    LiveContainer.items(live.config().path("Env")).stream()
        .filter(line -> profile.ownEnv().contains(line.substring(0, end(line))))
        .forEach(lines::add);
    return env(live, lines);
  }

  private static FieldValue env(LiveContainer live, List<String> lines) {
    Set<String> marked =
        new TreeSet<>(List.of(live.labels().getOrDefault(OwnerLabels.HIDDEN, "").split(",")));
    var entries = new TreeMap<String, FieldValue>();
    for (String line : lines) {
      String key = line.substring(0, end(line));
      String value = line.substring(Math.min(line.length(), end(line) + 1));
      entries.put(
          key, hides(live, marked, key) ? live.hider().hide(value) : FieldValue.text(value));
    }
    return FieldValue.entries(entries);
  }

  private static boolean hides(LiveContainer live, Set<String> marked, String key) {
    return marked.contains(key)
        || SecretKeys.looksSecret(key)
        || live.declaredAt(ENV).isEmpty()
        || live.declaredEntry(ENV, key).filter(FieldValue.Hidden.class::isInstance).isPresent();
  }

  private static int end(String line) {
    int end = line.indexOf('=');
    return end < 0 ? line.length() : end;
  }

  private static FieldValue liveLabels(LiveContainer live) {
    var labels = new TreeMap<>(live.labels());
    labels.keySet().removeIf(OwnerLabels::isOurs);
    return texts(labels);
  }

  private static @Nullable FieldValue health(@Nullable HealthCheck health) {
    if (health == null) {
      return null;
    }
    var entries = new TreeMap<String, FieldValue>();
    if (health.disabled()) {
      entries.put("disabled", FieldValue.text(true));
      return FieldValue.entries(entries);
    }
    if (!health.command().isEmpty()) {
      entries.put("command", FieldValue.items(health.command()));
    }
    if (health.interval() != null) {
      entries.put("interval", Amounts.time(health.interval()));
    }
    if (health.timeout() != null) {
      entries.put("timeout", Amounts.time(health.timeout()));
    }
    if (health.startPeriod() != null) {
      entries.put("startPeriod", Amounts.time(health.startPeriod()));
    }
    if (health.retries() != null) {
      entries.put("retries", FieldValue.text(health.retries()));
    }
    return FieldValue.entries(entries);
  }

  /** Only what is declared of it: everything else comes from the image or the engine. */
  private static FieldValue liveHealth(LiveContainer live) {
    JsonNode check = live.config().path("Healthcheck");
    List<String> test = LiveContainer.items(check.path("Test"));
    var entries = new TreeMap<String, FieldValue>();
    if (!test.isEmpty() && test.getFirst().equals("NONE")) {
      entries.put("disabled", FieldValue.text(true));
    } else if (!test.isEmpty()) {
      entries.put("command", FieldValue.items(HealthCommand.of(live.config())));
    }
    entries.put("interval", Amounts.time(check.path("Interval").asLong()));
    entries.put("timeout", Amounts.time(check.path("Timeout").asLong()));
    entries.put("startPeriod", Amounts.time(check.path("StartPeriod").asLong()));
    entries.put("retries", FieldValue.text(check.path("Retries").asLong()));
    entries
        .keySet()
        .removeIf(key -> !key.equals("disabled") && live.declaredEntry(HEALTH, key).isEmpty());
    return FieldValue.entries(entries);
  }

  private static String stateWord(ContainerSpec spec) {
    if (spec.oneShot()) {
      return "completed";
    }
    return spec.state() == ContainerSpec.RunState.RUNNING ? "running" : "stopped";
  }

  /** A one-shot that still runs is on its way, which is no drift. */
  private static FieldValue liveState(LiveContainer live) {
    boolean oneShot =
        live.declaredAt(STATE).filter(FieldValue.text("completed")::equals).isPresent();
    JsonNode state = live.state();
    if (state.path("Paused").asBoolean()) {
      return FieldValue.text("paused");
    }
    boolean running = state.path("Running").asBoolean();
    if (oneShot && (running || hasExitedWell(state))) {
      return FieldValue.text("completed");
    }
    return FieldValue.text(running ? "running" : "stopped");
  }

  private static boolean hasExitedWell(JsonNode state) {
    return state.path("ExitCode").asInt() == 0
        && state.path("Status").asText().equals("exited")
        && !state.path("StartedAt").asText().startsWith("0001");
  }
}
