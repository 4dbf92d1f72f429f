package dev.setpoint.crash;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the program and its engine: notes every request that changes something before the
 * engine sees it, and can end the program right before or right after the n-th of them. So it tells
 * exactly what the program did, apart from what people did past it.
 */
final class Relay implements AutoCloseable {
  private final EngineSocket engine;
  private final Path socket;
  private final ServerSocketChannel server;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final List<Effect> effects = new ArrayList<>();
  private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();

  private Relay(EngineSocket engine, Path socket, ServerSocketChannel server) {
    this.engine = engine;
    this.socket = socket;
    this.server = server;
  }

  static Relay start(EngineSocket engine, Path socket) throws IOException {
    Files.deleteIfExists(socket);
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    var relay = new Relay(engine, socket, server);
    Thread.ofVirtual().name("relay").start(relay::accept);
    return relay;
  }

  /**
   * A request that changes something.
   *
   * @param at when it came, before the engine saw it; as precise as the trail
   * @param method of HTTP
   * @param resource path and query, without the version
   * @param body as text; empty for archives
   * @param subject resources that it concerns, such as {@code container/web}
   * @param passed whether the engine saw it
   */
  record Effect(
      Instant at,
      String method,
      String resource,
      String body,
      List<String> subject,
      boolean passed) {
    @Override
    public String toString() {
      return "%s %s %s %s".formatted(at, method, resource, subject);
    }
  }

  /** Ends the program at the n-th effect from now. */
  private static final class Trap {
    private final int point;
    private final boolean after;
    private final Runnable kill;
    private final CountDownLatch sprung = new CountDownLatch(1);
    private int seen;

    Trap(int point, boolean after, Runnable kill) {
      this.point = point;
      this.after = after;
      this.kill = kill;
    }

    void spring() {
      kill.run();
      sprung.countDown();
    }
  }

  Path socket() {
    return socket;
  }

  List<Effect> effects() {
    lock.lock();
    try {
      return List.copyOf(effects);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sets the trap: at the n-th effect from now the program is killed.
   *
   * @param after false: the engine never sees the effect; true: it has answered, the program has
   *     not heard
   */
  void arm(int point, boolean after, Runnable kill) {
    trap.set(new Trap(point, after, kill));
  }

  /** Waits for the trap and takes it away; whether it sprang. */
  boolean sprang(long millis) throws InterruptedException {
    var set = trap.get();
    boolean sprang = set != null && set.sprung.await(millis, TimeUnit.MILLISECONDS);
    trap.set(null);
    return sprang;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().name("relayed connection").start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        var upstream = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      upstream.connect(UnixDomainSocketAddress.of(engine.path()));
      var pending = new AtomicReference<@Nullable Trap>();
      var down = Thread.ofVirtual().name("answers").start(() -> answers(upstream, client, pending));
      requests(client, upstream, pending);
      upstream.shutdownInput();
      down.join();
    } catch (IOException gone) {
      // one side was killed or closed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requests(
      SocketChannel client, SocketChannel upstream, AtomicReference<@Nullable Trap> pending)
      throws IOException {
    var in = new HttpRequests(client);
    for (var request = in.next(); request != null; request = in.next()) {
      if (request.changes()) {
        var hit = note(request);
        if (hit != null && !hit.after) {
          hit.spring();
          return;
        }
        pending.set(hit);
      }
      write(upstream, ByteBuffer.wrap(request.bytes()));
    }
  }

  /** Notes an effect; the trap when it is the one that it waits for. */
  private @Nullable Trap note(HttpRequests.Request request) {
    var at = Instant.now().truncatedTo(ChronoUnit.MICROS);
    var subject = new Subjects(engine).of(request);
    var set = trap.get();
    lock.lock();
    try {
      var hit = set != null && ++set.seen == set.point ? set : null;
      boolean passed = hit == null || hit.after;
      effects.add(
          new Effect(
              at, request.method(), request.resource(), request.textBody(), subject, passed));
      return hit;
    } finally {
      lock.unlock();
    }
  }

  private static void answers(
      SocketChannel upstream, SocketChannel client, AtomicReference<@Nullable Trap> pending) {
    var buffer = ByteBuffer.allocate(64 * 1024);
    try {
      while (upstream.read(buffer.clear()) >= 0) {
        var hit = pending.get();
        if (hit != null) {
          hit.spring();
          return;
        }
        write(client, buffer.flip());
      }
      client.shutdownOutput();
    } catch (IOException gone) {
      // one side was killed or closed
    }
  }

  private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }

  /** Cuts a connection into requests. Keeps each whole in memory: they are small here. */
  static final class HttpRequests {
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private final SocketChannel channel;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    HttpRequests(SocketChannel channel) {
      this.channel = channel;
    }

    /** One request as it came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String method, String resource, String head, byte[] bytes, int bodyFrom) {
      boolean changes() {
        return !method.equals("GET")
            && !method.equals("HEAD")
            && !resource.startsWith("/images/")
            && !resource.startsWith("/auth");
      }

      String textBody() {
        boolean isText = !head.toLowerCase(Locale.ROOT).contains("application/x-tar");
        return isText
            ? new String(bytes, bodyFrom, bytes.length - bodyFrom, StandardCharsets.UTF_8)
            : "";
      }
    }

    /** The next request, or null at the end. */
    @Nullable Request next() throws IOException {
      int end = EngineSocket.indexOf(read.toByteArray(), HEAD_END);
      while (end < 0) {
        if (!more()) {
          return null;
        }
        end = EngineSocket.indexOf(read.toByteArray(), HEAD_END);
      }
      int from = end + HEAD_END.length;
      var head = new String(read.toByteArray(), 0, end, StandardCharsets.US_ASCII);
      int length = from + length(head);
      while (read.size() < length) {
        if (!more()) {
          return null;
        }
      }
      return take(head, from, length);
    }

    private Request take(String head, int from, int length) {
      byte[] all = read.toByteArray();
      byte[] bytes = java.util.Arrays.copyOf(all, length);
      read.reset();
      read.write(all, length, all.length - length);
      var words = head.substring(0, head.indexOf("\r\n")).split(" ", 3);
      return new Request(words[0], words[1].replaceFirst("^/v[0-9.]+(?=/)", ""), head, bytes, from);
    }

    private static int length(String head) {
      for (var line : head.split("\r\n", -1)) {
        var lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("transfer-encoding:")) {
          throw new IllegalStateException("this relay does not know chunked requests: " + head);
        }
        if (lower.startsWith("content-length:")) {
          return Integer.parseInt(lower.substring("content-length:".length()).strip());
        }
      }
      return 0;
    }

    private boolean more() throws IOException {
      var buffer = ByteBuffer.allocate(64 * 1024);
      int count = channel.read(buffer);
      if (count > 0) {
        read.write(buffer.array(), 0, count);
      }
      return count >= 0;
    }
  }
}
