package dev.setpoint.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One kept connection to an engine, with as little HTTP as a benchmark needs: what stands for "the
 * bare engine" shares no code with the program that is measured. Used by one thread.
 */
final class EngineSocket implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private final SocketChannel channel;
  private final InputStream in;
  private final String prefix;

  EngineSocket(Path socket) {
    this(socket, "/v1.41");
  }

  /**
   * Connects.
   *
   * @param prefix of every path
   */
  EngineSocket(Path socket, String prefix) {
    this.prefix = prefix;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(socket));
      in = new BufferedInputStream(Channels.newInputStream(channel));
    } catch (IOException e) {
      throw new UncheckedIOException("no engine at " + socket, e);
    }
  }

  /** An answer, and the tag of what it tells of. */
  record Answer(int status, String body, String etag) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Answer call(String method, String path) {
    return call(method, path, "");
  }

  /** Sends and reads one answer, whatever its status. */
  Answer call(String method, String path, String body) {
    return call(method, path, "Content-Type: application/json\r\n", body);
  }

  /** The same with these lines in its head. */
  Answer call(String method, String path, String lines, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "%s %s%s HTTP/1.1\r\nHost: engine\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(method, prefix, path, lines, content.length);
    try {
      write(head.getBytes(StandardCharsets.US_ASCII));
      write(content);
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  /** Sends; anything but a success ends the benchmark. */
  Answer must(String method, String path, String body) {
    Answer answer = call(method, path, body);
    if (answer.status() >= 400) {
      throw new IllegalStateException(
          "%s %s answered %d %s".formatted(method, path, answer.status(), answer.body()));
    }
    return answer;
  }

  private void write(byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private Answer read() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    boolean chunked = false;
    String etag = "";
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
      }
      if (lower.startsWith("etag:")) {
        etag = header.substring(header.indexOf(':') + 1).strip();
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    boolean empty = status == 204 || status == 304;
    String body = empty ? "" : chunked ? chunks() : text(length);
    return new Answer(status, body, etag);
  }

  private String chunks() throws IOException {
    var body = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.append(text(size));
      line();
    }
    line();
    return body.toString();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  /** Latin-1 keeps bytes apart, so that a character cut by two chunks does no harm to the rest. */
  private String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the engine closed the connection");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new EOFException("the engine closed the connection");
      }
      line.append((char) read);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
