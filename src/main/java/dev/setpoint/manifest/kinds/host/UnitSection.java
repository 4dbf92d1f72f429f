package dev.setpoint.manifest.kinds.host;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.host.FileSpec;
import dev.setpoint.manifest.host.UnitSpec;
import dev.setpoint.manifest.kinds.host.Section.Thing;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The section {@code units}: systemd units with their files and drop-ins. */
final class UnitSection {
  private static final String DIRECTORY = "/etc/systemd/system/";

  /** systemd.unit(5): a name, {@code @} and an instance for some, and the type. */
  private static final Shape<String> NAME =
      Shapes.matching(
          "the name of a unit",
          "[A-Za-z0-9:_.-]{1,100}(@[A-Za-z0-9:_.\\\\-]{0,100})?"
              + "\\.(service|socket|timer|path|mount|automount|swap|target|slice)",
          "a unit is named with its type",
          "nginx.service");

  private static final Shape<String> DROP_IN =
      Shapes.matching(
          "the name of a drop-in",
          "[A-Za-z0-9][A-Za-z0-9_-]{0,60}",
          "it has letters, digits, _ and -; its ending .conf is not written",
          "limits");

  private static final Field<Boolean> ACTIVE =
      Field.optional("active", Shapes.BOOLEAN)
          .describe("Whether it runs.")
          .example("true")
          .otherwise("left alone");

  private static final Field<Boolean> ENABLED =
      Field.optional("enabled", Shapes.BOOLEAN)
          .describe("Whether it starts with the machine.")
          .example("true")
          .otherwise("left alone");

  private static final Field<Boolean> MASKED =
      Field.optional("masked", Shapes.BOOLEAN)
          .describe("Whether nobody can start it.")
          .example("true")
          .otherwise("left alone");

  private static final Field<String> CONTENT =
      Field.optional("content", Shapes.TEXT)
          .describe("Its own file, in `/etc/systemd/system`.")
          .example("\"[Service]\\nExecStart=/opt/app/run\\n\"")
          .otherwise("that of its package");

  private static final Field<Map<String, String>> DROP_INS =
      Field.optional("dropIns", Shapes.map(DROP_IN, Shapes.TEXT))
          .describe("Its drop-ins by name, without `.conf`.")
          .example("{limits: \"[Service]\\nMemoryMax=1G\\n\"}");

  private static final Field<Boolean> EXCLUSIVE =
      Field.optional("exclusive", Shapes.BOOLEAN)
          .describe("Whether drop-ins that nobody declared are drift and are removed.")
          .example("false")
          .otherwise("true where content or dropIns are given, else false");

  private static final Field<List<ResourceId>> RESTART_ON =
      Field.optional("restartOn", Shapes.list(HostFields.THING))
          .describe(
              "Files and packages of this Host that it is started again for when they are newer"
                  + " than its process. Its own file and drop-ins count always.")
          .example("[file//etc/nginx/nginx.conf]");

  private static final Field<Boolean> RELOADS =
      Field.optional("reloads", Shapes.BOOLEAN)
          .describe("Whether it is told to reload instead of being started again.")
          .example("true")
          .otherwise("false");

  /** An entry, not knowing its name yet. */
  private record Entry(
      @Nullable Boolean active,
      @Nullable Boolean enabled,
      @Nullable Boolean masked,
      @Nullable String content,
      Map<String, String> dropIns,
      boolean exclusive,
      List<ResourceId> restartOn,
      boolean reloads,
      List<ResourceId> after) {}

  private static final Shape<Entry> ENTRY =
      Shapes.object(
          "a unit",
          List.of(
              ACTIVE,
              ENABLED,
              MASKED,
              CONTENT,
              DROP_INS,
              EXCLUSIVE,
              RESTART_ON,
              RELOADS,
              HostFields.AFTER),
          UnitSection::entry);

  static final Section UNITS =
      Section.of(
          "units",
          NAME,
          ENTRY,
          UnitSection::things,
          "systemd units by name.",
          "{nginx.service: {active: true, enabled: true}}");

  private UnitSection() {}

  private static Entry entry(Values values) {
    if (values.get(MASKED, false) && (values.get(ACTIVE, false) || values.has(CONTENT))) {
      values.refuse(
          MASKED,
          "stands beside active: true or content",
          "a masked unit has no file of its own and cannot run",
          "keep one of them");
    }
    boolean ownFiles = values.has(CONTENT) || values.has(DROP_INS);
    return new Entry(
        values.get(ACTIVE),
        values.get(ENABLED),
        values.get(MASKED),
        values.get(CONTENT),
        values.get(DROP_INS, Map.of()),
        values.get(EXCLUSIVE, ownFiles),
        values.get(RESTART_ON, List.of()),
        values.get(RELOADS, false),
        values.get(HostFields.AFTER, List.of()));
  }

  private static List<Thing> things(String name, Entry entry) {
    var things = new ArrayList<Thing>();
    var files = new TreeSet<String>();
    String content = entry.content();
    if (content != null) {
      things.add(file(files, DIRECTORY + name, content));
    }
    String directory = DIRECTORY + name + ".d";
    if (!entry.dropIns().isEmpty()) {
      var form = new FileSpec.Directory(null);
      things.add(new Thing(directory, List.of(), new FileSpec(form, null, null, null, false)));
    }
    entry
        .dropIns()
        .forEach((key, text) -> things.add(file(files, directory + "/" + key + ".conf", text)));
    var spec =
        new UnitSpec(
            entry.active(),
            entry.enabled(),
            entry.masked(),
            files,
            entry.exclusive(),
            entry.restartOn(),
            entry.reloads());
    things.add(new Thing(name, entry.after(), spec));
    return things;
  }

  private static Thing file(Set<String> files, String path, String text) {
    files.add(path);
    var form = new FileSpec.Regular(new FileSpec.Content.Inline(text), true, List.of());
    return new Thing(path, List.of(), new FileSpec(form, "0644", "root", "root", false));
  }
}
