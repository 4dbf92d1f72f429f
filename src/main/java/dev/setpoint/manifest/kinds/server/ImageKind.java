package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.ImageName;
import dev.setpoint.manifest.instance.ImageServer;
import dev.setpoint.manifest.instance.ImageSpec;
import dev.setpoint.manifest.instance.ImageSpec.ArchiveFile;
import dev.setpoint.manifest.instance.ImageSpec.Location;
import dev.setpoint.manifest.instance.ImageSpec.Origin;
import dev.setpoint.manifest.instance.ImageSpec.Signature;
import dev.setpoint.manifest.kinds.Envelope;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Servers;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Objects;

/** The fields of an {@code Image}. */
final class ImageKind {
  private static final int MOST_KEPT = 100;

  /** Takes the place of an origin that was refused, and is dropped with the manifest. */
  private static final Origin NOWHERE =
      new Origin.Remote(
          new ImageServer("", ImageServer.Protocol.SIMPLESTREAMS, null), new ImageName.Alias(""));

  private static final Field<List<String>> ALIASES =
      Field.optional(
              "aliases",
              Shapes.list(Servers.IMAGE_ALIAS).notEmpty().uniqueBy(alias -> alias, "alias"))
          .describe("Names of the image on the server.")
          .example("[base]")
          .otherwise("the name of the manifest");

  private static final Field<Origin> FROM =
      Field.optional(
              "from",
              Shapes.<Origin>object(
                  "an image of another server",
                  List.of(
                      required(ImageFields.SERVER),
                      ImageFields.PROTOCOL,
                      ImageFields.ALIAS,
                      ImageFields.FINGERPRINT,
                      ImageFields.CERTIFICATE),
                  ImageKind::readRemote))
          .describe("The server that it is imported from. It is never updated by itself.");

  private static final Field<String> PATH =
      Field.required("path", Names.REPOSITORY_PATH.markedBy(Marks.FILE))
          .describe("File of the repository, from its root.")
          .example("images/base.tar.xz");

  private static final Field<String> URL =
      Field.required("url", Servers.HTTPS_URL)
          .describe("Where the file is fetched from.")
          .example("https://files.example/base.tar.xz");

  private static final Field<String> SHA256 =
      Field.required("sha256", Servers.SHA256)
          .describe("Checksum of the file: 64 hexadecimal digits.")
          .example("\"" + "9b1d33fa".repeat(8) + "\"");

  private static final Shape<ArchiveFile> ARCHIVE_FILE =
      Shapes.<ArchiveFile>oneOf(
              "path",
              Shapes.object(
                  "a file of the repository",
                  List.of(PATH, SHA256),
                  values ->
                      new ArchiveFile(
                          new Location.InRepository(values.require(PATH)), values.require(SHA256))))
          .or(
              "url",
              Shapes.object(
                  "a file to fetch",
                  List.of(URL, SHA256),
                  values ->
                      new ArchiveFile(
                          new Location.AtUrl(values.require(URL)), values.require(SHA256))));

  private static final Field<String> SIGNATURE_FILE =
      Field.required("file", Names.REPOSITORY_PATH.markedBy(Marks.FILE))
          .describe("File of the repository with the signature over the metadata file.")
          .example("images/base.sig");

  private static final Field<String> SIGNATURE_URL =
      URL.describe("Where the signature over the metadata file is fetched from.")
          .example("https://files.example/base.sig");

  private static final Field<String> KEY =
      Field.required("key", Names.REPOSITORY_PATH.markedBy(Marks.FILE))
          .describe("File of the repository with the public key.")
          .example("keys/images.pem");

  private static final Shape<Signature> SIGNATURE =
      Shapes.<Signature>oneOf(
              "file",
              Shapes.object(
                  "a signature in the repository",
                  List.of(SIGNATURE_FILE, KEY),
                  values ->
                      new Signature(
                          new Location.InRepository(values.require(SIGNATURE_FILE)),
                          values.require(KEY))))
          .or(
              "url",
              Shapes.object(
                  "a signature to fetch",
                  List.of(SIGNATURE_URL, KEY),
                  values ->
                      new Signature(
                          new Location.AtUrl(values.require(SIGNATURE_URL)), values.require(KEY))));

  private static final Field<ArchiveFile> METADATA =
      Field.required("metadata", ARCHIVE_FILE)
          .describe("The image in one file, or the metadata of one in two files.");

  private static final Field<ArchiveFile> ROOTFS =
      Field.optional("rootfs", ARCHIVE_FILE)
          .describe("The root file system of an image in two files.")
          .otherwise("it is in the first file");

  private static final Field<Signature> SIGNED =
      Field.optional("signature", SIGNATURE)
          .describe("Who vouches for the image; a wrong signature refuses it.")
          .otherwise("the checksum alone");

  private static final Field<Origin> ARCHIVE =
      Field.optional(
              "archive",
              Shapes.<Origin>object(
                  "an image in files",
                  List.of(METADATA, ROOTFS, SIGNED),
                  values ->
                      new Origin.Archive(
                          values.require(METADATA), values.get(ROOTFS), values.get(SIGNED))))
          .describe("The files that it is made of.");

  private static final Field<Integer> KEEP =
      Field.optional("keep", Shapes.integer(0, MOST_KEPT))
          .describe("So many former images stay when it becomes another one.")
          .example("2")
          .otherwise("1");

  static final Envelope<ServerManifest> ENVELOPE =
      ServerEnvelope.of(
          ResourceKind.IMAGE,
          Names.NAME,
          List.of(ALIASES, FROM, ARCHIVE, KEEP),
          ImageKind::readSpec);

  private ImageKind() {}

  private static Field<String> required(Field<String> field) {
    return Field.required(field.key(), field.shape())
        .describe(field.description())
        .example(field.example());
  }

  private static Origin readRemote(Values values) {
    ImageServer server = ImageFields.server(values);
    return new Origin.Remote(
        Objects.requireNonNull(server, "a required field"), ImageFields.name(values));
  }

  private static ImageSpec readSpec(Values values) {
    Origin from = values.get(FROM);
    Origin archive = values.get(ARCHIVE);
    if ((from == null) == (archive == null)) {
      values.refuse(
          from == null ? "has neither from nor archive" : "has both from and archive",
          "an image comes from one place",
          from == null ? "add one of them" : "keep one of them");
    }
    Origin origin = from == null ? archive : from;
    return new ImageSpec(
        values.get(ALIASES, List.of()), origin == null ? NOWHERE : origin, values.get(KEEP, 1));
  }
}
