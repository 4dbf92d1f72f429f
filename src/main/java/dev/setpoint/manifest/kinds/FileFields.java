package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Units;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fields of a file that is put into something. */
public final class FileFields {
  private static final Pattern OWNER_PATTERN = Pattern.compile("([0-9]{1,9}):([0-9]{1,9})");

  /** User and group of a file, by number. */
  public record Owner(int uid, int gid) {}

  /** The file of the repository. */
  public static final Field<String> FROM =
      Field.required("from", Names.REPOSITORY_PATH.markedBy(Marks.FILE))
          .describe("File of the repository, from its root.")
          .example("files/index.html");

  /** Whether variables in it are filled in. */
  public static final Field<Boolean> TEMPLATE =
      Field.optional("template", Shapes.BOOLEAN)
          .describe("Whether variables in its content stand for the values of each node.")
          .example("true")
          .otherwise("false");

  /** Permission bits. */
  public static final Field<String> MODE =
      Field.optional("mode", Units.OCTAL_MODE)
          .describe("Permission bits, in quotes.")
          .example("\"0644\"")
          .otherwise("0644");

  /** Owner and group. */
  public static final Field<Owner> OWNER =
      Field.optional(
              "owner",
              Shapes.text("an owner", "^[0-9]{1,9}:[0-9]{1,9}$", "\"0:0\"", FileFields::parseOwner))
          .describe("Numeric owner and group, in quotes.")
          .example("\"0:0\"")
          .otherwise("0:0");

  private FileFields() {}

  /** Remembers the file as one whose variables are filled in, where the manifest says so. */
  public static void markTemplate(Values values) {
    if (values.get(TEMPLATE, false)) {
      values.mark(Marks.TEMPLATE_FILE, values.require(FROM), TEMPLATE);
    }
  }

  /** Its permission bits as a number. */
  public static int mode(Values values) {
    return Integer.parseInt(values.get(MODE, "0644"), 8);
  }

  /** Its owner. */
  public static Owner owner(Values values) {
    return values.get(OWNER, new Owner(0, 0));
  }

  private static Grammar.Result<Owner> parseOwner(String text) {
    Matcher owner = OWNER_PATTERN.matcher(text);
    return owner.matches()
        ? Grammar.read(
            new Owner(Integer.parseInt(owner.group(1)), Integer.parseInt(owner.group(2))))
        : Grammar.refused(
            "an owner is a user number and a group number, since names differ between images",
            "write something like \"0:0\"");
  }
}
