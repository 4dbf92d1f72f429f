package dev.setpoint.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.bench.EngineSocket.Answer;
import java.nio.file.Path;

/**
 * LXD or Incus over one kept connection, with no code of the program that is measured. Whatever the
 * server does as an operation is waited for.
 */
final class ServerSocketCalls implements AutoCloseable {
  static final ObjectMapper JSON = EngineSocket.JSON;

  private final EngineSocket socket;

  ServerSocketCalls(Path path) {
    this.socket = new EngineSocket(path, "");
    // LXD 5.0 takes no further connection before one that it has taken says something.
    must("GET", "/1.0", "");
  }

  /** Sends, and waits for the end of it, whatever that is. */
  Answer call(String method, String path, String body) {
    return ended(socket.call(method, path, body));
  }

  /** The same; anything but a success ends the benchmark. */
  Answer must(String method, String path, String body) {
    return good(method + " " + path, call(method, path, body));
  }

  /** Writes on condition that nobody wrote meanwhile. */
  void put(String path, String body, String etag) {
    String lines = "Content-Type: application/json\r\nIf-Match: %s\r\n".formatted(etag);
    good("PUT " + path, ended(socket.call("PUT", path, lines, body)));
  }

  /** Puts a file into an instance, owned by user 1000. */
  void file(String path, String content) {
    var lines = new StringBuilder("Content-Type: application/octet-stream\r\n");
    for (String product : new String[] {"LXD", "Incus"}) {
      lines.append("X-%s-uid: 1000\r\nX-%s-gid: 1000\r\n".formatted(product, product));
      lines.append("X-%s-mode: 0640\r\nX-%s-type: file\r\n".formatted(product, product));
    }
    good("POST " + path, ended(socket.call("POST", path, lines.toString(), content)));
  }

  private Answer ended(Answer answer) {
    if (answer.status() != 202) {
      return answer;
    }
    String operation = answer.json().path("operation").asText();
    Answer end = socket.call("GET", operation + "/wait?timeout=60");
    int status = end.json().path("metadata").path("status_code").asInt();
    return status == 200 ? end : new Answer(500, end.body(), "");
  }

  private static Answer good(String what, Answer answer) {
    if (answer.status() >= 400) {
      throw new IllegalStateException(
          "%s answered %d %s".formatted(what, answer.status(), answer.body()));
    }
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
