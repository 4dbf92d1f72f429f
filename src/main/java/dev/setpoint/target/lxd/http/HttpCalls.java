package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerLimits;
import dev.setpoint.target.wire.PlainText;
import dev.setpoint.target.wire.UnixSocketFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.TlsVersion;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** HTTP to one server: addresses, time and size limits, and errors as {@link LxdException}. */
final class HttpCalls implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final int IDLE_CONNECTIONS = 16;
  private static final Duration IDLE_TIME = Duration.ofSeconds(5);
  private static final int MESSAGE_CHARS = 300;

  /** A listener who is not answered for so long has lost the server. */
  private static final Duration PING = Duration.ofSeconds(30);

  /**
   * What both servers offer; also kept apart from what a machine may have switched on for others.
   */
  private static final ConnectionSpec TLS13 =
      new ConnectionSpec.Builder(ConnectionSpec.RESTRICTED_TLS)
          .tlsVersions(TlsVersion.TLS_1_3)
          .build();

  private final ServerAddress address;
  private final ServerLimits limits;
  private final OkHttpClient client;
  private final HttpUrl base;
  private final String fingerprint;

  HttpCalls(ServerAddress address, ServerLimits limits) {
    this.address = address;
    this.limits = limits;
    var builder =
        new OkHttpClient.Builder()
            .connectTimeout(limits.connect())
            .readTimeout(Duration.ZERO)
            .writeTimeout(limits.transfer())
            .followRedirects(false)
            // One address each. Trying several at once also lets a bare InterruptedException out.
            .fastFallback(false)
            .protocols(List.of(Protocol.HTTP_1_1))
            .dispatcher(new Dispatcher(Executors.newVirtualThreadPerTaskExecutor()))
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS));
    switch (address) {
      case ServerAddress.Unix(var socket) -> {
        builder
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .socketFactory(new UnixSocketFactory(socket));
        this.base = url("http", "localhost", 80);
        this.fingerprint = "";
      }
      case ServerAddress.Https https -> {
        PinnedTls tls = PinnedTls.read(https);
        builder
            .connectionSpecs(List.of(TLS13))
            .sslSocketFactory(tls.context().getSocketFactory(), tls.trust())
            // The pin says more than any name.
            .hostnameVerifier((_, _) -> true);
        this.base = url("https", https.host(), https.port());
        this.fingerprint = tls.fingerprint();
      }
    }
    this.client = builder.build();
  }

  private static HttpUrl url(String scheme, String host, int port) {
    return new HttpUrl.Builder().scheme(scheme).host(host).port(port).build();
  }

  ServerAddress address() {
    return address;
  }

  ServerLimits limits() {
    return limits;
  }

  /** SHA-256 of our certificate; empty for a socket of the machine. */
  String fingerprint() {
    return fingerprint;
  }

  /** Sends, and reads an answer in JSON. */
  Answer json(Ask ask, Duration within) {
    return read(
        ask,
        within,
        response -> {
          String etag = response.header("ETag", "");
          byte[] body = limited(ask, response, limits.answerBytes());
          return new Answer(tree(ask, body), etag == null ? "" : etag);
        });
  }

  /** Sends, and reads an answer in JSON to a call that should answer at once. */
  Answer json(Ask ask) {
    return json(ask, limits.call());
  }

  /** Sends, and has a successful answer read. */
  <T> T read(Ask ask, Duration within, Reading<T> reading) {
    var call = client.newBuilder().callTimeout(within).build().newCall(ask.on(base));
    try (Response response = call.execute()) {
      if (response.code() >= 300) {
        throw Refusals.of(ask.toString(), response);
      }
      return reading.of(response);
    } catch (IOException e) {
      throw failure(ask, e, within);
    }
  }

  /** Opens a WebSocket; its listener is called on threads of its own. */
  WebSocket open(Ask ask, WebSocketListener listener) {
    return client
        .newBuilder()
        .callTimeout(limits.call())
        .pingInterval(PING)
        .build()
        .newWebSocket(ask.on(base), listener);
  }

  /** The whole body, which must not be larger. */
  static byte[] limited(Ask ask, Response response, int limit) throws IOException {
    byte[] bytes = response.body().byteStream().readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new LxdException(
          LxdException.Kind.BAD_ANSWER,
          ask.toString(),
          response.code(),
          "its answer is larger than " + limit + " bytes");
    }
    return bytes;
  }

  static JsonNode tree(Ask ask, byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException notJson) {
      // its words would quote the answer
      throw new LxdException(
          LxdException.Kind.BAD_ANSWER, ask.toString(), 0, "its answer is not JSON");
    }
  }

  /** What an input or output error means. */
  LxdException failure(Ask ask, Throwable e, Duration within) {
    if (e instanceof InterruptedIOException) {
      return new LxdException(
          LxdException.Kind.TIMEOUT,
          ask.toString(),
          0,
          "%s did not answer within %d s".formatted(address, Math.max(1, within.toSeconds())),
          e);
    }
    String why =
        e instanceof UnknownHostException ? "unknown host" : String.valueOf(e.getMessage());
    return new LxdException(
        LxdException.Kind.UNREACHABLE,
        ask.toString(),
        0,
        "%s: %s".formatted(address, PlainText.line(why, MESSAGE_CHARS)),
        e);
  }

  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }

  /** Takes from an answer what is wanted. */
  @FunctionalInterface
  interface Reading<T> {
    T of(Response response) throws IOException;
  }
}
