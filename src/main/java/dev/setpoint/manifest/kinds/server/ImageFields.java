package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.instance.ImageName;
import dev.setpoint.manifest.instance.ImageServer;
import dev.setpoint.manifest.scalar.Servers;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import org.jspecify.annotations.Nullable;

/** How an image is named, and the server that it is taken from. */
final class ImageFields {
  static final Field<String> FINGERPRINT =
      Field.optional("fingerprint", Servers.SHA256)
          .describe("The image by its content: 64 hexadecimal digits. It can never move.")
          .example("\"" + "4f2a9c1b".repeat(8) + "\"");

  static final Field<String> ALIAS =
      Field.optional("alias", Servers.IMAGE_ALIAS)
          .describe("The image by a name, which can come to mean another one.")
          .example("debian/13");

  static final Field<String> SERVER =
      Field.optional("server", Servers.HTTPS_URL)
          .describe("The server that it is taken from.")
          .example("https://images.example");

  static final Field<ImageServer.Protocol> PROTOCOL =
      Field.optional(
              "protocol", Shapes.words(ImageServer.Protocol.class, ImageServer.Protocol::word))
          .describe("How that server is spoken to.")
          .example("simplestreams")
          .otherwise("simplestreams");

  static final Field<String> CERTIFICATE =
      Field.optional("certificate", Servers.SHA256)
          .describe("SHA-256 that the certificate of that server must have.")
          .example("\"" + "1f3c07de".repeat(8) + "\"")
          .otherwise("one that the machine trusts");

  private ImageFields() {}

  /** The name, of which there must be exactly one. */
  static ImageName name(Values values) {
    String fingerprint = values.get(FINGERPRINT);
    String alias = values.get(ALIAS);
    if ((fingerprint == null) == (alias == null)) {
      values.refuse(
          alias == null ? "has neither fingerprint nor alias" : "has both fingerprint and alias",
          "one of them says which image it is",
          alias == null ? "add one of them" : "keep one of them");
    }
    return fingerprint == null
        ? new ImageName.Alias(alias == null ? "" : alias)
        : new ImageName.Fingerprint(fingerprint);
  }

  /** The server; null when none is written. */
  static @Nullable ImageServer server(Values values) {
    String url = values.get(SERVER);
    if (url != null) {
      return new ImageServer(
          url, values.get(PROTOCOL, ImageServer.Protocol.SIMPLESTREAMS), values.get(CERTIFICATE));
    }
    refuseAlone(values, PROTOCOL);
    refuseAlone(values, CERTIFICATE);
    return null;
  }

  private static void refuseAlone(Values values, Field<?> field) {
    if (values.has(field)) {
      values.refuse(
          field,
          "stands without server",
          "it says how a server is spoken to and none is named",
          "write server: or remove it");
    }
  }
}
