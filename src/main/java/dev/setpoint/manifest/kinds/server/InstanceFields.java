package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.instance.Boot;
import dev.setpoint.manifest.instance.CloudInit;
import dev.setpoint.manifest.instance.InstanceFile;
import dev.setpoint.manifest.instance.TextSource;
import dev.setpoint.manifest.kinds.FileFields;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;

/** What is put into an instance, and what happens to it at the start of the machine. */
final class InstanceFields {
  private static final int MOST_SECONDS = 86_400;
  private static final int MOST_PRIORITY = 1_000_000;

  private static final Field<String> FILE =
      Field.required("file", Names.REPOSITORY_PATH.markedBy(Marks.FILE))
          .describe("File of the repository with the text.")
          .example("files/user-data.yaml");

  private static final Shape<TextSource> TEXT =
      Shapes.shortOrFull(
          Shapes.unshownText("text", "", text -> Grammar.read(new TextSource.Inline(text))),
          Shapes.object(
              "a file", List.of(FILE), values -> new TextSource.FromFile(values.require(FILE))));

  private static final Field<TextSource> USER_DATA =
      Field.optional("userData", TEXT)
          .describe("User data, as text or as a file of the repository.")
          .example("{file: files/user-data.yaml}");

  private static final Field<TextSource> NETWORK_DATA =
      Field.optional("networkData", TEXT)
          .describe("Network configuration.")
          .example("{file: files/network.yaml}");

  private static final Field<TextSource> VENDOR_DATA =
      Field.optional("vendorData", TEXT)
          .describe("Vendor data.")
          .example("{file: files/vendor-data.yaml}");

  static final Field<CloudInit> CLOUD_INIT =
      Field.optional(
              "cloudInit",
              Shapes.object(
                  "what cloud-init finds",
                  List.of(USER_DATA, NETWORK_DATA, VENDOR_DATA),
                  values ->
                      new CloudInit(
                          values.get(USER_DATA),
                          values.get(NETWORK_DATA),
                          values.get(VENDOR_DATA))))
          .describe(
              "What cloud-init finds at the first start. A later change takes effect on a new root"
                  + " file system only.")
          .otherwise("not declared, so left alone");

  private static final Field<String> PATH =
      Field.required("path", Names.ABSOLUTE_PATH)
          .describe("Absolute path inside.")
          .example("/etc/motd");

  private static final Field<String> CONTENT =
      Field.required("content", Shapes.unshownText("text", "", Grammar::read))
          .describe("The content as text, instead of `from`.")
          .example("\"welcome\\n\"");

  static final Field<List<InstanceFile>> FILES =
      Field.optional(
              "files",
              Shapes.list(
                      Shapes.<InstanceFile>oneOf(
                              "content",
                              Shapes.object(
                                  "a file with its content",
                                  List.of(PATH, CONTENT, FileFields.MODE, FileFields.OWNER),
                                  values ->
                                      file(values, new TextSource.Inline(values.require(CONTENT)))))
                          .or(
                              "from",
                              Shapes.object(
                                  "a file of the repository",
                                  List.of(
                                      PATH,
                                      FileFields.FROM,
                                      FileFields.TEMPLATE,
                                      FileFields.MODE,
                                      FileFields.OWNER),
                                  InstanceFields::fileFrom)))
                  .uniqueBy(InstanceFile::path, "path"))
          .describe("Files inside, compared by content, owner and mode.")
          .example("[{path: /etc/motd, content: \"welcome\\n\"}]");

  private static final Field<Boolean> AUTOSTART =
      Field.optional("autostart", Shapes.BOOLEAN)
          .describe("Whether it starts with the machine.")
          .example("true")
          .otherwise("as it was when the machine stopped");

  private static final Field<Integer> PRIORITY =
      Field.optional("priority", Shapes.integer(0, MOST_PRIORITY))
          .describe("Higher ones start first.")
          .example("10")
          .otherwise("0");

  private static final Field<Integer> DELAY =
      Field.optional("delay", Shapes.integer(0, MOST_SECONDS))
          .describe("Seconds to wait after its start before the next one.")
          .example("5")
          .otherwise("0");

  static final Field<Boot> BOOT =
      Field.optional(
              "boot",
              Shapes.object(
                  "the start of the machine",
                  List.of(AUTOSTART, PRIORITY, DELAY),
                  values ->
                      new Boot(values.get(AUTOSTART), values.get(PRIORITY), values.get(DELAY))))
          .describe("What happens when the machine starts.")
          .otherwise("not declared, so left alone");

  private InstanceFields() {}

  private static InstanceFile fileFrom(Values values) {
    FileFields.markTemplate(values);
    return file(values, new TextSource.FromFile(values.require(FileFields.FROM)));
  }

  private static InstanceFile file(Values values, TextSource content) {
    FileFields.Owner owner = FileFields.owner(values);
    return new InstanceFile(
        values.require(PATH), content, FileFields.mode(values), owner.uid(), owner.gid());
  }
}
