package dev.setpoint.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An engine as a person's tools reach it, past Setpoint: one HTTP/1.0 request for each connection,
 * so that the engine closes it after its answer. Safe for many threads.
 *
 * @param path the engine's unix socket
 */
record EngineSocket(Path path) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** An answer of the engine. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, byte[] body) {
    boolean worked() {
      return status >= 200 && status < 400;
    }

    JsonNode json() {
      try {
        return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer get(String resource) {
    return call("GET", resource, "");
  }

  Answer post(String resource, JsonNode body) {
    return call("POST", resource, body.toString());
  }

  Answer post(String resource) {
    return call("POST", resource, "");
  }

  Answer delete(String resource) {
    return call("DELETE", resource, "");
  }

  /** A container by name or id, whole. */
  Optional<JsonNode> container(String name) {
    var answer = get("/containers/" + name + "/json");
    return answer.worked() ? Optional.of(answer.json()) : Optional.empty();
  }

  /** The content of one file in a container; empty when there is none. */
  Optional<String> file(String container, String file) {
    var answer = get("/containers/" + container + "/archive?path=" + file);
    if (!answer.worked()) {
      return Optional.empty();
    }
    // One entry of a tar archive: its size in octal digits at 124, its content from 512.
    var size = new String(answer.body(), 124, 11, StandardCharsets.US_ASCII).strip();
    return Optional.of(
        new String(answer.body(), 512, Integer.parseInt(size, 8), StandardCharsets.UTF_8));
  }

  private Answer call(String method, String resource, String body) {
    try (SocketChannel channel = open(method, resource, body)) {
      var all = new ByteArrayOutputStream();
      var buffer = ByteBuffer.allocate(64 * 1024);
      while (channel.read(buffer.clear()) >= 0) {
        all.write(buffer.array(), 0, buffer.position());
      }
      return answer(all.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + resource, e);
    }
  }

  private SocketChannel open(String method, String resource, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "%s %s HTTP/1.0\r\nHost: engine\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, resource, content.length);
    var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(path));
    write(channel, head.getBytes(StandardCharsets.US_ASCII));
    try {
      write(channel, content);
    } catch (IOException answeredAlready) {
      // An engine that does not know the call answers without reading on.
    }
    return channel;
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static Answer answer(byte[] all) {
    int end = indexOf(all, HEAD_END);
    if (end < 0) {
      throw new IllegalStateException("the engine closed the connection without an answer");
    }
    var head = new String(all, 0, end, StandardCharsets.US_ASCII);
    int from = end + HEAD_END.length;
    byte[] body = new byte[all.length - from];
    System.arraycopy(all, from, body, 0, body.length);
    return new Answer(Integer.parseInt(head.substring(9, 12)), body);
  }

  static int indexOf(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      int at = i;
      int same = 0;
      while (same < part.length && all[at + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return i;
      }
    }
    return -1;
  }

  /** Hears the engine's events, one JSON object each, until the handle is closed. */
  Closeable events(long sinceSeconds, Consumer<JsonNode> sink) throws IOException {
    var channel = open("GET", "/events?since=" + sinceSeconds, "");
    Thread.ofVirtual().name("events of " + path).start(() -> hear(channel, sink));
    return channel;
  }

  private static void hear(SocketChannel channel, Consumer<JsonNode> sink) {
    var line = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(64 * 1024);
    try {
      while (channel.read(buffer.clear()) >= 0) {
        for (int i = 0; i < buffer.position(); i++) {
          byte next = buffer.get(i);
          if (next != '\n') {
            line.write(next);
            continue;
          }
          var text = line.toString(StandardCharsets.UTF_8).strip();
          line.reset();
          if (text.startsWith("{")) {
            sink.accept(parse(text));
          }
        }
      }
    } catch (IOException closed) {
      // the test is over
    }
  }
}
