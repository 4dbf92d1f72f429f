package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.instance.ServerSpec;
import dev.setpoint.manifest.instance.Snapshots;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Servers;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Map;

/** Fields that several kinds of a server have. */
public final class ServerFields {
  /** The name space that holds it. */
  public static final Field<String> PROJECT =
      Field.optional("project", Names.NAME)
          .describe("The project of the LXD or Incus server that holds it.")
          .example("shop")
          .otherwise("default");

  /** Words for people. */
  public static final Field<String> DESCRIPTION =
      Field.optional("description", Shapes.TEXT)
          .describe("Words for people, kept by the LXD or Incus server.")
          .example("\"front of the shop\"")
          .otherwise("not declared, so left alone");

  /** Options of what is not an instance. */
  public static final Field<Map<String, String>> CONFIG =
      Field.optional("config", Shapes.map(ConfigKeys.KEY, Shapes.LOOSE_TEXT))
          .describe(
              "Options by key, as LXD or Incus names them. What is not written is left alone.")
          .example("{user.team: shop}");

  private static final Field<String> SCHEDULE =
      Field.optional("schedule", Servers.SCHEDULE)
          .describe("When: five fields of cron, or words like `@daily`.")
          .example("\"0 3 * * *\"");

  private static final Field<String> EXPIRY =
      Field.optional("expiry", Servers.EXPIRY).describe("How long each is kept.").example("7d");

  private static final Field<String> PATTERN =
      Field.optional(
              "pattern",
              Shapes.matching(
                  "a pattern of names",
                  "[!-~ ]{1,200}",
                  "a pattern is one line of plain characters",
                  "\"nightly-%d\""))
          .describe("How they are named; `%d` is a number.")
          .example("\"nightly-%d\"");

  /** Snapshots that the server takes. */
  public static final Field<Snapshots> SNAPSHOTS =
      Field.optional(
              "snapshots",
              Shapes.object(
                  "snapshots", List.of(SCHEDULE, EXPIRY, PATTERN), ServerFields::readSnapshots))
          .describe("Snapshots that the LXD or Incus server takes by itself.")
          .otherwise("not declared, so left alone");

  /** What is on the server without a manifest. */
  public static final Field<List<String>> EXTERNAL =
      Field.optional(
              "external",
              Shapes.list(Names.NAME.markedBy(Marks.EXTERNAL)).uniqueBy(name -> name, "name"))
          .describe(
              "Names of what it uses that exist on the server without a manifest, although one with"
                  + " a similar name is declared.")
          .example("[web1]")
          .otherwise("a name that is nearly a declared one is taken for a typing error");

  private ServerFields() {}

  /** The project, remembered as something that is used. */
  public static String project(Values values) {
    String project = values.get(PROJECT, ServerSpec.DEFAULT_PROJECT);
    if (values.has(PROJECT)) {
      values.mark(Marks.SERVER_USE, new Marks.Use(ResourceKind.PROJECT, project, false), PROJECT);
    }
    return project;
  }

  private static Snapshots readSnapshots(Values values) {
    if (!values.has(SCHEDULE) && !values.has(EXPIRY) && !values.has(PATTERN)) {
      values.refuse(
          "says nothing", "snapshots need a schedule", "write schedule: \"@daily\" or remove it");
    }
    return new Snapshots(values.get(SCHEDULE), values.get(EXPIRY), values.get(PATTERN));
  }
}
