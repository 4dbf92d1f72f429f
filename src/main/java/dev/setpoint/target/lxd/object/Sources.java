package dev.setpoint.target.lxd.object;

import dev.setpoint.manifest.instance.ImageName;
import dev.setpoint.manifest.instance.ImageServer;
import dev.setpoint.manifest.instance.ImageSpec.ArchiveFile;
import dev.setpoint.manifest.instance.ImageSpec.Location;
import dev.setpoint.manifest.instance.ImageSpec.Origin;
import dev.setpoint.manifest.instance.ImageSpec.Signature;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.lxd.api.ImagePull;
import dev.setpoint.target.lxd.api.ImageUpload;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.write.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Where images come from: another server, or files whose checksums are declared. */
final class Sources {
  private static final int SIGNATURE_BYTES = 64;

  private final Server server;

  Sources(Server server) {
    this.server = server;
  }

  /** A source in one line; another line is another image. */
  static String words(Origin origin) {
    return switch (origin) {
      case Origin.Remote(ImageServer from, ImageName name) ->
          "%s of %s (%s)".formatted(words(name), from.url(), from.protocol().word());
      case Origin.Archive archive -> {
        var rootfs = archive.rootfs();
        String metadata = "archive " + archive.metadata().sha256();
        yield rootfs == null ? metadata : metadata + " + " + rootfs.sha256();
      }
    };
  }

  /** The fingerprint of the image, where the source tells it. */
  static Optional<String> fingerprint(Origin origin) {
    return switch (origin) {
      case Origin.Remote(_, ImageName.Fingerprint(var hex)) -> Optional.of(hex);
      case Origin.Remote(_, ImageName.Alias _) -> Optional.empty();
      case Origin.Archive archive ->
          archive.rootfs() == null ? Optional.of(archive.metadata().sha256()) : Optional.empty();
    };
  }

  private static String words(ImageName name) {
    return switch (name) {
      case ImageName.Alias(var alias) -> alias;
      case ImageName.Fingerprint(var hex) -> hex;
    };
  }

  /**
   * An image to bring.
   *
   * @param marks properties that it gets at once where that can be
   */
  record Order(String project, Origin origin, Map<String, String> marks) {}

  /** Brings an image to the server and returns its fingerprint. */
  String bring(Order order, ApplyRequest request) {
    return switch (order.origin()) {
      case Origin.Remote(ImageServer from, ImageName name) ->
          server.pull(pull(order.project(), from, name), request.progress()::step);
      case Origin.Archive archive -> upload(order, archive, request.inputs());
    };
  }

  private static ImagePull pull(String project, ImageServer from, ImageName name) {
    String certificate = from.certificate();
    return new ImagePull(
        project,
        from.url(),
        ImagePull.Protocol.valueOf(from.protocol().name()),
        words(name),
        name instanceof ImageName.Fingerprint,
        false,
        certificate == null ? "" : certificate);
  }

  /** What the checksum and the signature do not vouch for never reaches the server. */
  private String upload(Order order, Origin.Archive archive, ResourceInputs inputs) {
    byte[] metadata = checked(archive.metadata(), inputs);
    Signature signature = archive.signature();
    if (signature != null) {
      requireSigned(metadata, signature, inputs);
    }
    ArchiveFile rootfs = archive.rootfs();
    try {
      Path folder = Files.createTempDirectory("setpoint-image");
      try {
        Path first = Files.write(folder.resolve("metadata.tar"), metadata);
        Optional<Path> second =
            rootfs == null
                ? Optional.empty()
                : Optional.of(Files.write(folder.resolve("rootfs"), checked(rootfs, inputs)));
        return server.upload(new ImageUpload(order.project(), first, second, order.marks()));
      } finally {
        Files.deleteIfExists(folder.resolve("metadata.tar"));
        Files.deleteIfExists(folder.resolve("rootfs"));
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new Refusal(
          FailureReason.DISK_FULL,
          "the files cannot be put aside for the upload: " + e.getMessage(),
          "free space in the directory for temporary files");
    }
  }

  private static byte[] checked(ArchiveFile file, ResourceInputs inputs) {
    byte[] content = content(file.at(), inputs);
    String found = HexFormat.of().formatHex(sha256(content));
    if (!found.equals(file.sha256())) {
      throw new Refusal(
          FailureReason.BAD_SPEC,
          "%s has the checksum %s, not %s".formatted(words(file.at()), found, file.sha256()),
          "find out who changed the file, or declare its checksum");
    }
    return content;
  }

  private static byte[] content(Location at, ResourceInputs inputs) {
    return switch (at) {
      case Location.InRepository(var path) ->
          inputs
              .file(path)
              .orElseThrow(() ->
                  new Refusal(
                      FailureReason.BAD_SPEC,
                      "the repository has no file " + path,
                      "add it, or name another one"));
      case Location.AtUrl(var url) ->
          throw new Refusal(
              FailureReason.NOT_SUPPORTED,
              "files behind %s are not fetched yet".formatted(url),
              "put the file into the repository, or let an image server have it");
    };
  }

  private static String words(Location at) {
    return switch (at) {
      case Location.InRepository(var path) -> path;
      case Location.AtUrl(var url) -> url;
    };
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static void requireSigned(byte[] metadata, Signature signature, ResourceInputs inputs) {
    byte[] key = content(new Location.InRepository(signature.key()), inputs);
    if (!verifies(metadata, content(signature.at(), inputs), key)) {
      throw new Refusal(
          FailureReason.BAD_SPEC,
          "%s is no Ed25519 signature by %s over the metadata"
              .formatted(words(signature.at()), signature.key()),
          "sign it anew with 'openssl pkeyutl -sign -rawin', or find out who changed it");
    }
  }

  /**
   * Whether a raw or Base64 signature is good.
   *
   * @param key an Ed25519 public key in PEM
   */
  static boolean verifies(byte[] content, byte[] signature, byte[] key) {
    try {
      String pem = new String(key, StandardCharsets.US_ASCII);
      byte[] bytes =
          Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
      byte[] raw =
          signature.length == SIGNATURE_BYTES
              ? signature
              : Base64.getMimeDecoder().decode(signature);
      var verifier = java.security.Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes)));
      verifier.update(content);
      return verifier.verify(raw);
    } catch (GeneralSecurityException | IllegalArgumentException notGood) {
      return false;
    }
  }
}
