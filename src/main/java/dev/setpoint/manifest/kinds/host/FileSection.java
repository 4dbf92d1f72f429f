package dev.setpoint.manifest.kinds.host;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.host.FileSpec;
import dev.setpoint.manifest.host.FileSpec.Content;
import dev.setpoint.manifest.host.FileSpec.Form;
import dev.setpoint.manifest.host.FileSpec.Purge;
import dev.setpoint.manifest.kinds.FileFields;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Units;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.ObjectShape;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The section {@code files}: files, directories and links. */
final class FileSection {
  private static final int MOST_PURGED = 1_000;
  private static final int FEW = 20;

  private static final Field<String> CONTENT =
      Field.required("content", Shapes.unshownText("text", "", Grammar::read))
          .describe("A file with this text.")
          .example("\"welcome\\n\"");

  private static final Field<String> SECRET =
      Field.required("secret", Names.SECRET)
          .describe("A file with a secret of the node, which no output shows.")
          .example("shop/db-password");

  private static final Field<Boolean> DIRECTORY =
      Field.required("directory", Shapes.BOOLEAN).describe("A directory.").example("true");

  private static final Field<String> LINK =
      Field.required("link", Shapes.TEXT)
          .describe("A symbolic link to this path.")
          .example("/usr/share/zoneinfo/UTC");

  private static final Field<Boolean> ABSENT =
      Field.required("absent", Shapes.BOOLEAN)
          .describe("Nothing shall be there. A directory that holds anything is left and reported.")
          .example("true");

  private static final Field<String> MODE =
      Field.optional("mode", Units.OCTAL_MODE)
          .describe("Permission bits, in quotes.")
          .example("\"0644\"")
          .otherwise("0644 or 0755 for what is made, else left alone");

  private static final Field<Boolean> REPLACE =
      Field.optional("replace", Shapes.BOOLEAN)
          .describe("Whether a file that is there already is corrected; false seeds it once.")
          .example("false")
          .otherwise("true");

  private static final Field<List<String>> VALIDATE =
      HostFields.command("validate")
          .describe(
              "Program and arguments that must accept the new content before it takes the place of"
                  + " the old; `%` stands for the file that holds it.")
          .example("[visudo, -cf, \"%\"]");

  private static final Field<Boolean> SENSITIVE =
      Field.optional("sensitive", Shapes.BOOLEAN)
          .describe("Whether its content is shown nowhere.")
          .example("true")
          .otherwise("true for secrets and for modes that let only the owner read, else false");

  private static final Field<Integer> MOST =
      Field.optional("most", Shapes.integer(1, MOST_PURGED))
          .describe("More undeclared entries than this are reported and not removed.")
          .example("20")
          .otherwise("20");

  private static final Field<Purge> PURGE =
      Field.optional(
              "purge",
              Shapes.object("a purge", List.of(MOST), values -> new Purge(values.get(MOST, FEW))))
          .describe("Removes entries of the directory that nobody declares.")
          .example("{most: 20}")
          .otherwise("they are left alone");

  private static final List<Field<?>> ACCESS =
      List.of(MODE, HostFields.OWNER, HostFields.GROUP, HostFields.AFTER);
  private static final List<Field<?>> REGULAR = List.of(REPLACE, VALIDATE, SENSITIVE);

  /**
   * An entry.
   *
   * @param after what comes first
   */
  private record Entry(FileSpec spec, List<ResourceId> after) {}

  private static final Shape<Entry> ENTRY =
      Shapes.<Entry>oneOf(
              "content",
              entry(
                  "a file with its content",
                  CONTENT,
                  REGULAR,
                  values -> regular(values, new Content.Inline(values.require(CONTENT)))))
          .or("from", fromRepository())
          .or(
              "secret",
              entry(
                  "a file with a secret",
                  SECRET,
                  REGULAR,
                  values -> regular(values, new Content.OfSecret(values.require(SECRET)))))
          .or("directory", entry("a directory", DIRECTORY, List.of(PURGE), FileSection::directory))
          .or(
              "link",
              entry("a link", LINK, List.of(), values -> new FileSpec.Link(values.require(LINK))))
          .or(
              "absent",
              Shapes.object("an absence", List.of(ABSENT, HostFields.AFTER), FileSection::absent));

  static final Section FILES =
      Section.of(
          "files",
          Names.ABSOLUTE_PATH,
          ENTRY,
          (path, entry) -> List.of(new Section.Thing(path, entry.after(), entry.spec())),
          "Files, directories and links by absolute path.",
          "{/etc/motd: {content: \"welcome\\n\"}}");

  private FileSection() {}

  private static ObjectShape<Entry> entry(
      String noun, Field<?> what, List<Field<?>> more, Function<Values, Form> form) {
    var fields = new ArrayList<Field<?>>(List.of(what));
    fields.addAll(more);
    fields.addAll(ACCESS);
    return Shapes.object(noun, fields, values -> entry(values, form.apply(values)));
  }

  private static ObjectShape<Entry> fromRepository() {
    var more = new ArrayList<Field<?>>(List.of(FileFields.TEMPLATE));
    more.addAll(REGULAR);
    return entry(
        "a file of the repository",
        FileFields.FROM,
        more,
        values -> {
          FileFields.markTemplate(values);
          return regular(values, new Content.OfFile(values.require(FileFields.FROM)));
        });
  }

  private static Form regular(Values values, Content content) {
    return new FileSpec.Regular(
        content, values.get(REPLACE, true), values.get(VALIDATE, List.of()));
  }

  private static Form directory(Values values) {
    mustBeTrue(values, DIRECTORY);
    return new FileSpec.Directory(values.get(PURGE));
  }

  private static Entry absent(Values values) {
    mustBeTrue(values, ABSENT);
    return new Entry(
        new FileSpec(new FileSpec.Absent(), null, null, null, false),
        values.get(HostFields.AFTER, List.of()));
  }

  private static void mustBeTrue(Values values, Field<Boolean> field) {
    if (!values.require(field)) {
      values.refuse(field, "is false", "it says what is there", "write true, or remove the entry");
    }
  }

  private static Entry entry(Values values, Form form) {
    String mode = values.get(MODE);
    boolean closed = mode != null && mode.endsWith("00");
    boolean secret = form instanceof FileSpec.Regular(Content.OfSecret _, _, _);
    return new Entry(
        new FileSpec(
            form,
            mode == null ? null : "0".repeat(4 - mode.length()) + mode,
            values.get(HostFields.OWNER),
            values.get(HostFields.GROUP),
            values.has(SENSITIVE) ? values.get(SENSITIVE, false) : secret || closed),
        values.get(HostFields.AFTER, List.of()));
  }
}
