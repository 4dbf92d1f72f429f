package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.instance.InstanceHealth;
import dev.setpoint.manifest.instance.InstanceSpec.Dependency;
import dev.setpoint.manifest.instance.Replacing;
import dev.setpoint.manifest.instance.Replacing.Before;
import dev.setpoint.manifest.instance.Replacing.CareFor;
import dev.setpoint.manifest.instance.Replacing.Way;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.scalar.Servers;
import dev.setpoint.manifest.scalar.Units;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When an instance counts as healthy, what it waits for, and how it is replaced. */
final class CareFields {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration INTERVAL_DEFAULT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(5);
  private static final int RETRIES_DEFAULT = 3;

  private static final Field<CareFor> CLASS =
      Field.optional("class", Shapes.words(CareFor.class))
          .describe(
              "`pet` keeps state of its own: a snapshot is taken before each change that stops it."
                  + " `sheep` keeps none and may be made anew at any time.")
          .example("sheep")
          .otherwise("pet");

  private static final Field<Way> UPDATE_WITH =
      Field.optional("updateWith", Shapes.words(Way.class))
          .describe(
              "How it gets another root file system: `swap` makes a second one beside it, which"
                  + " takes its name once it is healthy; `rebuild` stops it and makes it anew"
                  + " (a sheep only).")
          .example("swap")
          .otherwise("swap");

  private static final Field<Before> SNAPSHOT =
      Field.optional("snapshotBeforeChange", Shapes.words(Before.class))
          .describe(
              "Before which changes in place a pet is snapshotted, to be put back when the change"
                  + " does not work: `restart`: those that stop it; `always`: those that do not,"
                  + " too, which costs a copy of its root file system on a pool of driver dir;"
                  + " `never`.")
          .example("always")
          .otherwise("restart; a sheep never is");

  private static final Field<Duration> KEEP =
      Field.optional("keep", Units.DURATION)
          .describe("How long the old one stays, stopped, as a way back.")
          .example("24h")
          .otherwise("24h");

  private static final Field<Duration> SWAP =
      Field.optional(
              "swap", Shapes.object("a swap", List.of(KEEP), values -> values.get(KEEP, KEPT)))
          .describe("How a swap is done.")
          .otherwise("{keep: 24h}");

  private static final Field<List<String>> COMMAND =
      Field.required("command", Shapes.list(Shapes.TEXT).notEmpty())
          .describe("Words run inside; exit 0 means healthy.")
          .example("[systemctl, is-system-running]");

  private static final Field<Duration> INTERVAL =
      Field.optional("interval", Units.DURATION)
          .describe("Time between two checks.")
          .example("10s")
          .otherwise("10s");

  private static final Field<Duration> TIMEOUT =
      Field.optional("timeout", Units.DURATION)
          .describe("Time that one check may take.")
          .example("5s")
          .otherwise("5s");

  private static final Field<Integer> RETRIES =
      Field.optional("retries", Shapes.integer(1, 1_000))
          .describe("Failures in a row that make it unhealthy.")
          .example("3")
          .otherwise("3");

  static final Field<InstanceHealth> HEALTH =
      Field.optional(
              "health",
              Shapes.object(
                  "a health check",
                  List.of(COMMAND, INTERVAL, TIMEOUT, RETRIES),
                  values ->
                      new InstanceHealth(
                          values.require(COMMAND),
                          values.get(INTERVAL, INTERVAL_DEFAULT),
                          values.get(TIMEOUT, TIMEOUT_DEFAULT),
                          values.get(RETRIES, RETRIES_DEFAULT))))
          .describe("The check that says whether it is healthy.")
          .otherwise("it is healthy as soon as it runs");

  private static final Field<String> INSTANCE =
      Field.required("instance", Servers.INSTANCE_NAME)
          .describe("Name of an instance on the same node.")
          .example("db");

  private static final Field<Dependency.Until> UNTIL =
      Field.optional("until", Shapes.words(Dependency.Until.class))
          .describe("What it must have reached: `started` or `healthy`.")
          .example("healthy")
          .otherwise("started");

  private static final Shape<Dependency> DEPENDENCY =
      Shapes.shortOrFull(
          Shapes.text("the name of an instance", "", "db", CareFields::parseDependency),
          Shapes.object(
              "a dependency",
              List.of(INSTANCE, UNTIL),
              values ->
                  new Dependency(
                      values.require(INSTANCE), values.get(UNTIL, Dependency.Until.STARTED))));

  private static final Field<List<Dependency>> DEPENDS_ON =
      Field.optional(
              "dependsOn", Shapes.list(DEPENDENCY).uniqueBy(Dependency::instance, "instance"))
          .describe("Instances that come first. A name alone means until started.")
          .example("[{instance: db, until: healthy}]");

  static final List<Field<?>> FIELDS =
      List.of(CLASS, UPDATE_WITH, SWAP, SNAPSHOT, HEALTH, DEPENDS_ON);

  private CareFields() {}

  static Replacing replacing(Values values) {
    CareFor care = values.get(CLASS, CareFor.PET);
    Way way = values.get(UPDATE_WITH, Way.SWAP);
    if (care == CareFor.PET && way == Way.REBUILD) {
      values.refuse(
          UPDATE_WITH,
          "is rebuild for a pet",
          "a rebuild throws away what it keeps",
          "write class: sheep, or updateWith: swap");
    }
    Before snapshot = values.get(SNAPSHOT, care == CareFor.PET ? Before.RESTART : Before.NEVER);
    if (care == CareFor.SHEEP && snapshot != Before.NEVER) {
      values.refuse(
          SNAPSHOT,
          "asks for snapshots of a sheep",
          "a sheep keeps nothing that could be put back",
          "write class: pet, or leave it out");
    }
    return new Replacing(care, way, values.get(SWAP, KEPT), snapshot);
  }

  static @Nullable InstanceHealth health(Values values) {
    return values.get(HEALTH);
  }

  static List<Dependency> dependencies(Values values) {
    List<Dependency> dependencies = values.get(DEPENDS_ON, List.of());
    for (int i = 0; i < dependencies.size(); i++) {
      values.markItem(
          Marks.DEPENDENCY,
          new Marks.Dependency(dependencies.get(i).instance(), false),
          DEPENDS_ON,
          i);
    }
    return dependencies;
  }

  private static Grammar.Result<Dependency> parseDependency(String text) {
    return switch (Servers.parseInstanceName(text)) {
      case Grammar.Read<String>(var name) ->
          Grammar.read(new Dependency(name, Dependency.Until.STARTED));
      case Grammar.Refused<String>(var why, var remedy) -> Grammar.refused(why, remedy);
    };
  }
}
