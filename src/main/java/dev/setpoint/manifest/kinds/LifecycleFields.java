package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.container.ContainerSpec.Dependency;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.container.HealthCheck;
import dev.setpoint.manifest.container.LoggingSpec;
import dev.setpoint.manifest.container.RestartPolicy;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Units;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import dev.setpoint.manifest.yaml.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a container starts, counts as healthy, restarts and is done. */
public final class LifecycleFields {
  private static final List<String> RESTART_WORDS =
      List.of("no", "always", "unless-stopped", "on-failure");
  private static final int MAX_RETRY_DIGITS = 6;

  /** Whether it runs. */
  public static final Field<RunState> STATE =
      Field.optional("state", Shapes.words(RunState.class))
          .describe("`running`, `stopped` (it exists) or `absent` (it is removed).")
          .example("stopped")
          .otherwise("running");

  static final Field<Boolean> ONE_SHOT =
      Field.optional("oneShot", Shapes.BOOLEAN)
          .describe("A job that is done once it has exited 0.")
          .example("true")
          .otherwise("false");
  private static final Field<RestartPolicy> RESTART =
      Field.optional(
              "restart",
              Shapes.text(
                  "a restart policy",
                  "^(no|always|unless-stopped|on-failure(:[1-9][0-9]{0,5})?)$",
                  "unless-stopped",
                  LifecycleFields::parseRestart))
          .describe(
              "What the engine does when the process ends: `\"no\"`, `always`, `unless-stopped`,"
                  + " `on-failure` or `on-failure:3`.")
          .example("unless-stopped")
          .otherwise("not declared, so left alone");

  /** How long readiness may take. */
  public static final Field<Duration> READY_WITHIN =
      Field.optional("readyWithin", Units.DURATION)
          .describe("Time in which a new one must become healthy before it replaces the old.")
          .example("2m")
          .otherwise("1m");

  private static final Field<Boolean> DISABLED =
      Field.optional("disabled", Shapes.BOOLEAN)
          .describe("Switches the image's own check off.")
          .example("true")
          .otherwise("false");
  private static final Field<List<String>> COMMAND =
      Field.optional("command", Shapes.list(Shapes.TEXT).notEmpty())
          .describe("Words run in the container; exit 0 means healthy.")
          .example("[wget, -qO-, \"http://127.0.0.1/\"]")
          .otherwise("the image's own check");
  private static final Field<Duration> INTERVAL =
      Field.optional("interval", Units.DURATION)
          .describe("Time between two checks.")
          .example("10s")
          .otherwise("the image's own, else 30s");
  private static final Field<Duration> TIMEOUT =
      Field.optional("timeout", Units.DURATION)
          .describe("Time that one check may take.")
          .example("1s")
          .otherwise("the image's own, else 30s");
  private static final Field<Integer> RETRIES =
      Field.optional("retries", Shapes.integer(1, 1_000))
          .describe("Failures in a row that make it unhealthy.")
          .example("3")
          .otherwise("the image's own, else 3");
  private static final Field<Duration> START_PERIOD =
      Field.optional("startPeriod", Units.DURATION)
          .describe("Time after the start in which failures do not count.")
          .example("20s")
          .otherwise("the image's own, else none");
  private static final List<Field<?>> CHECK =
      List.of(COMMAND, INTERVAL, TIMEOUT, RETRIES, START_PERIOD);
  private static final Field<HealthCheck> HEALTH =
      Field.optional(
              "health",
              Shapes.object(
                  "a health check",
                  Stream.concat(Stream.of(DISABLED), CHECK.stream()).toList(),
                  LifecycleFields::readHealth))
          .describe("The check that says whether it is healthy.")
          .otherwise("the image's own");

  private static final Field<String> DRIVER =
      Field.required("driver", Names.DRIVER)
          .describe("Log driver of the engine.")
          .example("json-file");
  private static final Field<Map<String, String>> OPTIONS =
      Field.optional("options", Names.OPTIONS)
          .describe("Its options, values in quotes where they are numbers.")
          .example("{max-size: 10m, max-file: \"3\"}")
          .otherwise("none");
  private static final Field<LoggingSpec> LOGGING =
      Field.optional(
              "logging",
              Shapes.object(
                  "a log configuration",
                  List.of(DRIVER, OPTIONS),
                  values -> new LoggingSpec(values.require(DRIVER), values.get(OPTIONS, Map.of()))))
          .describe("Where its output goes.")
          .otherwise("the engine's default");

  private static final Field<String> CONTAINER =
      Field.required("container", Names.NAME)
          .describe("Name of a container on the same node.")
          .example("db");
  private static final Field<Dependency.Until> UNTIL =
      Field.optional("until", Shapes.words(Dependency.Until.class))
          .describe("What it must have reached: `started`, `healthy` or `completed` (a oneShot).")
          .example("healthy")
          .otherwise("started");
  private static final Shape<Dependency> DEPENDENCY =
      Shapes.shortOrFull(
          Shapes.text("the name of a container", "", "db", LifecycleFields::parseDependency),
          Shapes.object(
              "a dependency",
              List.of(CONTAINER, UNTIL),
              values ->
                  new Dependency(
                      values.require(CONTAINER), values.get(UNTIL, Dependency.Until.STARTED))));
  private static final Field<List<Dependency>> DEPENDS_ON =
      Field.optional(
              "dependsOn", Shapes.list(DEPENDENCY).uniqueBy(Dependency::container, "container"))
          .describe("Containers that come first. A name alone means until started.")
          .example("[{container: db, until: healthy}]");

  static final List<Field<?>> FIELDS =
      List.of(STATE, ONE_SHOT, RESTART, HEALTH, READY_WITHIN, LOGGING, DEPENDS_ON);

  private LifecycleFields() {}

  static @Nullable RestartPolicy readRestart(Values values) {
    RestartPolicy restart = values.get(RESTART);
    if (values.get(ONE_SHOT, false)
        && restart != null
        && (restart.name().equals("always") || restart.name().equals("unless-stopped"))) {
      values.refuse(
          RESTART,
          "is " + restart.name() + " beside oneShot: true",
          "the engine would run the job again and again",
          "write on-failure or \"no\", or remove oneShot");
    }
    return restart;
  }

  static @Nullable HealthCheck readHealthOf(Values values) {
    return values.get(HEALTH);
  }

  static @Nullable LoggingSpec readLogging(Values values) {
    return values.get(LOGGING);
  }

  static List<Dependency> readDependencies(Values values) {
    List<Dependency> dependencies = values.get(DEPENDS_ON, List.of());
    for (int i = 0; i < dependencies.size(); i++) {
      Dependency one = dependencies.get(i);
      values.markItem(
          Marks.DEPENDENCY,
          new Marks.Dependency(one.container(), one.until() == Dependency.Until.COMPLETED),
          DEPENDS_ON,
          i);
    }
    return dependencies;
  }

  private static HealthCheck readHealth(Values values) {
    boolean disabled = values.get(DISABLED, false);
    boolean saysHow = CHECK.stream().anyMatch(values::has);
    if (disabled && saysHow) {
      values.refuse(
          DISABLED,
          "stands beside a check",
          "a check is either described or switched off",
          "remove one of the two");
    } else if (!disabled && !saysHow) {
      values.refuse(
          "says nothing",
          "a check needs a command",
          "write command: [wget, -qO-, \"http://127.0.0.1/\"]");
    }
    return new HealthCheck(
        disabled,
        values.get(COMMAND, List.of()),
        values.get(INTERVAL),
        values.get(TIMEOUT),
        values.get(RETRIES),
        values.get(START_PERIOD));
  }

  private static Grammar.Result<Dependency> parseDependency(String text) {
    return switch (Names.parseName(text)) {
      case Grammar.Read<String>(var name) ->
          Grammar.read(new Dependency(name, Dependency.Until.STARTED));
      case Grammar.Refused<String>(var why, var remedy) -> Grammar.refused(why, remedy);
    };
  }

  private static Grammar.Result<RestartPolicy> parseRestart(String text) {
    if (RESTART_WORDS.contains(text)) {
      return Grammar.read(new RestartPolicy(text, 0));
    }
    String retries = text.startsWith("on-failure:") ? text.substring("on-failure:".length()) : "";
    if (!retries.isEmpty()
        && retries.length() <= MAX_RETRY_DIGITS
        && retries.chars().allMatch(Character::isDigit)
        && Integer.parseInt(retries) > 0) {
      return Grammar.read(new RestartPolicy("on-failure", Integer.parseInt(retries)));
    }
    return Grammar.refused(
        "it must be \"no\", always, unless-stopped, on-failure or on-failure:3",
        Nearest.to(text, RESTART_WORDS)
            .map(word -> "did you mean " + word + "?")
            .orElse("write one of them"));
  }
}
