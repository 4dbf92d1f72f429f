package dev.setpoint.target.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A server on a unix socket that answers requests with prepared text, or not at all: an empty
 * answer leaves the connection hanging.
 */
final class BrokenEngine implements AutoCloseable {
  private final ServerSocketChannel server;
  private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
  private final UnaryOperator<String> answers;

  private BrokenEngine(ServerSocketChannel server, UnaryOperator<String> answers) {
    this.server = server;
    this.answers = answers;
  }

  /** Listens; the operator makes an answer of the first line of a request. */
  static BrokenEngine at(Path socket, UnaryOperator<String> answers) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    var engine = new BrokenEngine(server, answers);
    Thread.ofVirtual().start(engine::accept);
    return engine;
  }

  /** A whole answer with a body in JSON. */
  static String json(int status, String body) {
    return "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(SocketChannel connection) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      while (connection.read(buffer) >= 0) {
        String request = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        if (request.contains("\r\n\r\n")) {
          buffer.clear();
          String answer = answers.apply(request.lines().findFirst().orElse(""));
          if (answer.endsWith("(cut)")) {
            write(connection, answer.substring(0, answer.length() - 5));
            connection.close();
          } else if (!answer.isEmpty()) {
            write(connection, answer);
          }
        }
      }
    } catch (IOException closed) {
      // the client is gone
    }
  }

  private static void write(SocketChannel connection, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      connection.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }
}
