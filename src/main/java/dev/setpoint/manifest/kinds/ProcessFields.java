package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.container.EnvValue;
import dev.setpoint.manifest.container.ProcessSpec;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Signals;
import dev.setpoint.manifest.scalar.Units;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What runs in a container, and its environment. */
final class ProcessFields {
  private static final Field<List<String>> ENTRYPOINT =
      Field.optional("entrypoint", Shapes.list(Shapes.TEXT))
          .describe("Words, never a shell line; an empty list clears the image's entrypoint.")
          .example("[/sbin/tini, \"--\"]")
          .otherwise("the image's own");
  private static final Field<List<String>> COMMAND =
      Field.optional("command", Shapes.list(Shapes.TEXT))
          .describe("Words, never a shell line.")
          .example("[httpd, -f, -p, \"80\"]")
          .otherwise("the image's own");
  private static final Field<String> USER =
      Field.optional(
              "user",
              Shapes.matching(
                  "a user",
                  "([A-Za-z_][A-Za-z0-9_.-]{0,31}|[0-9]{1,10})"
                      + "(:([A-Za-z_][A-Za-z0-9_.-]{0,31}|[0-9]{1,10}))?",
                  "a user is a name or number, with :group if wanted",
                  "\"1000:1000\""))
          .describe("User and group that the process runs as.")
          .example("\"1000:1000\"")
          .otherwise("the image's own");
  private static final Field<String> WORKING_DIR =
      Field.optional("workingDir", Names.ABSOLUTE_PATH)
          .describe("Directory that the process starts in.")
          .example("/srv")
          .otherwise("the image's own");
  private static final Field<Boolean> INIT =
      Field.optional("init", Shapes.BOOLEAN)
          .describe("Run the engine's small init as process 1, which reaps zombies.")
          .example("true")
          .otherwise("the engine's default");
  private static final Field<String> STOP_SIGNAL =
      Field.optional("stopSignal", Signals.SIGNAL)
          .describe("Signal that asks the process to end.")
          .example("SIGQUIT")
          .otherwise("the image's own, else SIGTERM");
  private static final Field<Duration> STOP_GRACE =
      Field.optional("stopGrace", Units.DURATION)
          .describe("Time between that signal and SIGKILL.")
          .example("30s")
          .otherwise("the engine's default, 10 s");

  private static final Field<String> FILE =
      Field.required("file", Names.REPOSITORY_PATH.markedBy(Marks.FILE))
          .describe(
              "File of the repository whose content is the value, without its last line break.")
          .example("files/config.json");
  private static final Field<String> SECRET =
      Field.required("secret", Names.SECRET)
          .describe("Name in the node's secret store; the value is never in git.")
          .example("shop/db-password");

  private static final Shape<EnvValue> ENV_VALUE =
      Shapes.shortOrFull(
          Shapes.unshownText("text", "^[^\\u0000\\r\\n]*$", ProcessFields::parseLiteral),
          Shapes.<EnvValue>oneOf(
                  "file",
                  Shapes.object(
                      "a value from a file",
                      List.of(FILE),
                      values -> new EnvValue.FromFile(values.require(FILE))))
              .or(
                  "secret",
                  Shapes.object(
                      "a secret",
                      List.of(SECRET),
                      values -> new EnvValue.Secret(values.require(SECRET)))));

  private static final Field<Map<String, EnvValue>> ENV =
      Field.optional(
              "env",
              Shapes.map(
                  Shapes.matching(
                      "the name of a variable",
                      "[A-Za-z_][A-Za-z0-9_.-]{0,254}",
                      "names of variables have letters, digits and _ . - and no digit in front",
                      "GREETING"),
                  ENV_VALUE))
          .describe("Environment: text, `{file: PATH}` or `{secret: NAME}`.")
          .example("{GREETING: hello, DB_PASSWORD: {secret: shop/db-password}}");

  static final List<Field<?>> FIELDS =
      List.of(ENTRYPOINT, COMMAND, USER, WORKING_DIR, INIT, STOP_SIGNAL, STOP_GRACE, ENV);

  private ProcessFields() {}

  static ProcessSpec read(Values values) {
    return new ProcessSpec(
        values.get(ENTRYPOINT),
        values.get(COMMAND),
        values.get(USER),
        values.get(WORKING_DIR),
        values.get(INIT),
        values.get(STOP_SIGNAL),
        values.get(STOP_GRACE));
  }

  static Map<String, EnvValue> readEnv(Values values) {
    return values.get(ENV, Map.of());
  }

  private static Grammar.Result<EnvValue> parseLiteral(String text) {
    return text.contains("\n") || text.contains("\r")
        ? Grammar.refused(
            "a value holds a line break, which programs that list the environment misread",
            "put the text in a file of the repository and write {file: PATH}")
        : Grammar.read(new EnvValue.Literal(text));
  }
}
