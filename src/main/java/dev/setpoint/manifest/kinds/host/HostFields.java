package dev.setpoint.manifest.kinds.host;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import java.util.List;
import java.util.Optional;

/** Fields that things of several sorts have. */
final class HostFields {
  static final Shape<ResourceId> THING =
      Shapes.text("a thing of the machine", "^[a-z]+/.+$", "package/nginx", HostFields::parseThing)
          .markedBy(Marks.HOST_NEED);

  /** Name or number of a user or group. */
  private static final Shape<String> ACCOUNT =
      Shapes.matching(
          "a user or group",
          "[a-z_][a-z0-9_-]{0,31}|[0-9]{1,9}",
          "it is a name in lower-case letters, digits, _ and -, or a number",
          "www-data");

  /** What comes first. */
  static final Field<List<ResourceId>> AFTER =
      Field.optional("after", Shapes.list(THING))
          .describe("Things of the machine that must be as declared before this is touched.")
          .example("[package/nginx]")
          .otherwise("what it evidently needs: its user, its directories, its package");

  static final Field<String> OWNER =
      Field.optional("owner", ACCOUNT)
          .describe("Name or number of the owner.")
          .example("root")
          .otherwise("root for what is made, else left alone");

  static final Field<String> GROUP =
      Field.optional("group", ACCOUNT)
          .describe("Name or number of the group.")
          .example("adm")
          .otherwise("root for what is made, else left alone");

  /** A command: program and arguments, no shell. */
  static Field<List<String>> command(String key) {
    return Field.optional(key, Shapes.list(Shapes.TEXT).notEmpty());
  }

  private HostFields() {}

  private static Grammar.Result<ResourceId> parseThing(String text) {
    Optional<ResourceId> id = ResourceId.parse(text).filter(each -> each.kind().isPartOfHost());
    return id.map(Grammar::read)
        .orElseGet(() ->
            Grammar.refused(
                "a thing of the machine is named by its kind and name",
                "write something like package/nginx, file//etc/motd or unit/nginx.service"));
  }
}
