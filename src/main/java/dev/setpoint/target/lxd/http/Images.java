package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.ImagePull;
import dev.setpoint.target.lxd.api.ImageUpload;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.ServerInfo.Product;
import dev.setpoint.target.wire.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/** Images: sent as files, or fetched by the server from another one. */
final class Images {
  private static final MediaType BYTES_TYPE = MediaType.get("application/octet-stream");
  private static final String COLLECTION = EntityPath.collection(EntityType.IMAGE, List.of());

  /** How a disk of a virtual machine begins. */
  private static final byte[] QCOW2 = {'Q', 'F', 'I', (byte) 0xfb};

  private static final int PROGRESS_CHARS = 120;

  private final HttpCalls calls;
  private final Operations operations;
  private final Supplier<Product> product;

  Images(HttpCalls calls, Operations operations, Supplier<Product> product) {
    this.calls = calls;
    this.operations = operations;
    this.product = product;
  }

  String upload(ImageUpload image) {
    String prefix = product.get().headerPrefix();
    Ask ask =
        Ask.send(COLLECTION, bodyOf(image))
            .in(image.project())
            .header(prefix + "public", "false")
            .header(prefix + "filename", image.metadata().getFileName().toString());
    if (!image.properties().isEmpty()) {
      ask = ask.header(prefix + "properties", form(image.properties()));
    }
    return fingerprint(ask, operations.done(ask, calls.limits().transfer()));
  }

  private static RequestBody bodyOf(ImageUpload image) {
    RequestBody metadata = file(image.metadata());
    return image
        .rootfs()
        .<RequestBody>map(rootfs ->
            new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("metadata", name(image.metadata()), metadata)
                .addFormDataPart(
                    isDisk(rootfs) ? "rootfs.img" : "rootfs", name(rootfs), file(rootfs))
                .build())
        .orElse(metadata);
  }

  private static RequestBody file(Path path) {
    return RequestBody.create(path.toFile(), BYTES_TYPE);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static boolean isDisk(Path rootfs) {
    try (InputStream in = Files.newInputStream(rootfs)) {
      return Arrays.equals(in.readNBytes(QCOW2.length), QCOW2);
    } catch (IOException e) {
      throw new LxdException(
          LxdException.Kind.FAILED, "", 0, "the file %s cannot be read".formatted(rootfs), e);
    }
  }

  private static String form(Map<String, String> properties) {
    return new TreeMap<>(properties)
        .entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  String pull(ImagePull image, Consumer<String> progress) {
    ObjectNode body = HttpCalls.JSON.createObjectNode();
    body.put("public", false).put("auto_update", false);
    ObjectNode source =
        body.putObject("source")
            .put("type", "image")
            .put("mode", "pull")
            .put("server", image.server())
            .put("protocol", image.protocol().word())
            .put(image.byFingerprint() ? "fingerprint" : "alias", image.alias())
            .put("image_type", image.virtualMachine() ? "virtual-machine" : "container");
    if (!image.certificate().isEmpty()) {
      source.put("certificate", image.certificate());
    }
    Ask ask = Ask.post(COLLECTION, body).in(image.project());
    return fingerprint(
        ask, operations.done(ask, calls.limits().transfer(), told -> tell(told, progress)));
  }

  private static void tell(JsonNode told, Consumer<String> progress) {
    String words = PlainText.line(told.path("download_progress").asText(""), PROGRESS_CHARS);
    if (!words.isEmpty()) {
      progress.accept(words);
    }
  }

  private static String fingerprint(Ask ask, JsonNode told) {
    String fingerprint = told.path("fingerprint").asText("");
    if (fingerprint.isEmpty()) {
      throw new LxdException(
          LxdException.Kind.BAD_ANSWER,
          ask.toString(),
          0,
          "it does not say the image's fingerprint");
    }
    return fingerprint;
  }
}
