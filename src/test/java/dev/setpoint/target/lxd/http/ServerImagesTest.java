package dev.setpoint.target.lxd.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.ImagePull;
import dev.setpoint.target.lxd.api.ImageUpload;
import dev.setpoint.target.lxd.api.LxdException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images sent to real servers, and fetched by them. */
@Tag("engine")
class ServerImagesTest {
  private static final int TAR_BLOCK = 512;

  @TempDir Path folder;

  private static byte[] prepared(String name) throws IOException {
    return Files.readAllBytes(Path.of(System.getenv("SETPOINT_TEST_ENGINES"), "images", name));
  }

  /** The prepared metadata as another archive: empty blocks at its end mean nothing. */
  private static byte[] metadata(int more) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(prepared("instance.tar"));
    bytes.writeBytes(new byte[more * TAR_BLOCK]);
    return bytes.toByteArray();
  }

  private static String sha256(byte[]... parts) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void twoFilesBecomeAnImage(Servers which) throws Exception {
    byte[] metadata = metadata(1);
    byte[] rootfs = prepared("busybox.tar");
    Path first = Files.write(folder.resolve("metadata.tar"), metadata);
    Path second = Files.write(folder.resolve("rootfs.tar"), rootfs);
    EntityPath image = EntityPath.image(EntityPath.DEFAULT_PROJECT, sha256(metadata, rootfs));
    try (var server = which.server()) {
      if (server.find(image).isPresent()) {
        server.delete(image);
      }
      var upload =
          new ImageUpload(
              EntityPath.DEFAULT_PROJECT, first, Optional.of(second), Map.of("a b", "c & d=ü"));

      assertThat(server.upload(upload)).isEqualTo(image.name());
      JsonNode made = server.get(image).json();
      assertThat(made.path("properties").path("a b").asText()).isEqualTo("c & d=ü");
      assertThat(made.path("auto_update").asBoolean()).isFalse();
      ServerContract.fails(LxdException.Kind.CONFLICT, () -> server.upload(upload));

      EntityPath alias = EntityPath.alias(EntityPath.DEFAULT_PROJECT, "uploaded");
      server.create(alias, HttpCalls.JSON.createObjectNode().put("target", image.name()));
      assertThat(server.fingerprint(EntityPath.DEFAULT_PROJECT, "uploaded")).contains(image.name());
      server.delete(alias);
      server.delete(image);
      assertThat(server.find(image)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void serverFetchesFromASimplestreamsServer(Servers which) throws Exception {
    byte[] metadata = metadata(2);
    byte[] rootfs = prepared("busybox2.tar");
    String fingerprint = sha256(metadata, rootfs);
    EntityPath image = EntityPath.image(EntityPath.DEFAULT_PROJECT, fingerprint);
    HttpServer streams = streams(metadata, rootfs, fingerprint);
    try (var server = which.server()) {
      if (server.find(image).isPresent()) {
        server.delete(image);
      }
      String url = "http://127.0.0.1:" + streams.getAddress().getPort();
      var pull =
          new ImagePull(
              EntityPath.DEFAULT_PROJECT,
              url,
              ImagePull.Protocol.SIMPLESTREAMS,
              "tiny/1",
              false,
              false,
              "");

      assertThat(server.pull(pull, _ -> {})).isEqualTo(fingerprint);
      assertThat(server.get(image).json().path("auto_update").asBoolean()).isFalse();
      server.delete(image);
    } finally {
      streams.stop(0);
    }
  }

  private static HttpServer streams(byte[] metadata, byte[] rootfs, String fingerprint)
      throws Exception {
    HttpServer streams =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve(streams, "/streams/v1/index.json", bytes(index()));
    serve(streams, "/streams/v1/images.json", bytes(products(metadata, rootfs, fingerprint)));
    serve(streams, "/images/metadata.tar", metadata);
    serve(streams, "/images/rootfs.tar", rootfs);
    streams.start();
    return streams;
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void serve(HttpServer streams, String path, byte[] body) {
    streams.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private static ObjectNode index() {
    ObjectNode index = HttpCalls.JSON.createObjectNode().put("format", "index:1.0");
    ObjectNode images = index.putObject("index").putObject("images");
    images.put("datatype", "image-downloads").put("path", "streams/v1/images.json");
    images.put("format", "products:1.0").putArray("products").add("tiny:1:amd64");
    return index;
  }

  private static ObjectNode products(byte[] metadata, byte[] rootfs, String fingerprint)
      throws Exception {
    ObjectNode all = HttpCalls.JSON.createObjectNode();
    all.put("format", "products:1.0")
        .put("datatype", "image-downloads")
        .put("content_id", "images");
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    ObjectNode product = all.putObject("products").putObject("tiny:1:" + architecture);
    product.put("aliases", "tiny/1").put("arch", architecture).put("os", "Tiny");
    product.put("release", "1").put("release_title", "1").put("variant", "default");
    ObjectNode items = product.putObject("versions").putObject("20260101_00:00").putObject("items");
    for (String kind : new String[] {"lxd", "incus"}) {
      items
          .putObject(kind + ".tar.xz")
          .put("ftype", kind + ".tar.xz")
          .put("path", "images/metadata.tar")
          .put("sha256", sha256(metadata))
          .put("combined_rootxz_sha256", fingerprint)
          .put("combined_sha256", fingerprint)
          .put("size", metadata.length);
    }
    items
        .putObject("root.tar.xz")
        .put("ftype", "root.tar.xz")
        .put("path", "images/rootfs.tar")
        .put("sha256", sha256(rootfs))
        .put("size", rootfs.length);
    return all;
  }
}
