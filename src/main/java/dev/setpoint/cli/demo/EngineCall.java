package dev.setpoint.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.api.wire.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The few calls that the demo itself makes to an engine: one connection for each, in HTTP/1.0, so
 * that an answer ends where the connection does.
 *
 * @param address {@code unix:///path} or {@code tcp://host:port}
 */
record EngineCall(String address) {
  private static final String TAR = "application/x-tar";
  private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

  /** An answer of the engine. */
  record Answer(int status, String body) {
    boolean isFine() {
      return status >= 200 && status < 300;
    }

    JsonNode json() throws IOException {
      return WireJson.mapper().readTree(body);
    }
  }

  Answer get(String path) throws IOException {
    return call("GET", path, TAR, new byte[0]);
  }

  Answer delete(String path) throws IOException {
    return call("DELETE", path, TAR, new byte[0]);
  }

  Answer post(String path, byte[] tar) throws IOException {
    return call("POST", path, TAR, tar);
  }

  Answer postJson(String path, String json) throws IOException {
    return call("POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer call(String method, String path, String type, byte[] body) throws IOException {
    try (SocketChannel channel = connect();
        OutputStream out = Channels.newOutputStream(channel);
        InputStream in = Channels.newInputStream(channel)) {
      String head =
          "%s %s HTTP/1.0\r\nHost: engine\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(method, path, type, body.length);
      var request = new ByteArrayOutputStream();
      request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
      request.writeBytes(body);
      request.writeTo(out);
      out.flush();
      return parse(in.readNBytes(MAX_ANSWER_BYTES));
    }
  }

  private static Answer parse(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String[] words = text.lines().findFirst().orElse("").split(" ", -1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0 || words.length < 2 || !words[1].matches("\\d{3}")) {
      throw new IOException("the engine's answer is not HTTP: " + Arrays.toString(words));
    }
    return new Answer(Integer.parseInt(words[1]), text.substring(end + 4));
  }

  private SocketChannel connect() throws IOException {
    URI uri = URI.create(address);
    boolean unix = "unix".equals(uri.getScheme());
    SocketAddress to =
        unix
            ? UnixDomainSocketAddress.of(uri.getPath())
            : new InetSocketAddress(uri.getHost(), uri.getPort());
    return unix
        ? connect(SocketChannel.open(StandardProtocolFamily.UNIX), to)
        : SocketChannel.open(to);
  }

  private static SocketChannel connect(SocketChannel channel, SocketAddress to) throws IOException {
    try {
      channel.connect(to);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
