package dev.setpoint.link.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** An HTTP proxy that knows CONNECT alone, and that can begin to swallow what it carries. */
public final class Middlebox implements AutoCloseable {
  private final ServerSocket door;
  private final AtomicBoolean swallows = new AtomicBoolean();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  public Middlebox() throws IOException {
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) door.getLocalSocketAddress();
  }

  public List<String> asked() {
    return asked;
  }

  /** From now on bytes vanish, and no connection ends. */
  void swallow() {
    swallows.set(true);
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> tunnel(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void tunnel(Socket client) {
    try {
      // One byte at a time, so that nothing of the tunnel's own bytes is taken.
      var line = readLine(client);
      asked.add(line);
      while (!readLine(client).isEmpty()) {
        // headers of the proxy request say nothing that is needed
      }
      var target = line.split(" ")[1];
      int colon = target.lastIndexOf(':');
      var server =
          new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
      sockets.add(server);
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread.ofVirtual().start(() -> carry(client, server));
      carry(server, client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readLine(Socket socket) throws IOException {
    var line = new StringBuilder();
    var in = socket.getInputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void carry(Socket from, Socket to) {
    try {
      byte[] buffer = new byte[8192];
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        if (!swallows.get()) {
          to.getOutputStream().write(buffer, 0, n);
        }
      }
      if (!swallows.get()) {
        to.close();
      }
    } catch (IOException ended) {
      if (!swallows.get()) {
        closeQuietly(to);
      }
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    sockets.forEach(Middlebox::closeQuietly);
  }
}
