package dev.setpoint.target.docker.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.json.JsonTrees;
import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.wire.PlainText;
import dev.setpoint.target.wire.UnixSocketFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** HTTP to one engine: addresses, time and size limits, and errors as {@link EngineException}. */
final class HttpCalls implements AutoCloseable {

  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  private static final MediaType TAR_TYPE = MediaType.get("application/x-tar");
  private static final RequestBody NOTHING = RequestBody.create(new byte[0], null);
  private static final int IDLE_CONNECTIONS = 16;
  private static final Duration IDLE_TIME = Duration.ofSeconds(5);
  private static final int MESSAGE_CHARS = 600;

  private final EngineAddress address;
  private final OkHttpClient client;
  private final HttpUrl base;

  HttpCalls(EngineAddress address, EngineLimits limits) {
    this.address = address;
    var builder =
        new OkHttpClient.Builder()
            .connectTimeout(limits.connect())
            .readTimeout(Duration.ZERO)
            .writeTimeout(limits.slowCall())
            .followRedirects(false)
            // One address each. Trying several at once also lets a bare InterruptedException out.
            .fastFallback(false)
            // Few engines are asked over TLS; for the others nothing is prepared for it.
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .dispatcher(new Dispatcher())
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS));
    this.base =
        switch (address) {
          case EngineAddress.Unix(var socket) -> {
            builder.socketFactory(new UnixSocketFactory(socket));
            yield url("http", "localhost", 80);
          }
          case EngineAddress.Tcp(var host, var port, var files) -> {
            if (files == null) {
              yield url("http", host, port);
            }
            TlsFiles tls = TlsFiles.read(files);
            builder
                .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
                .sslSocketFactory(tls.context().getSocketFactory(), tls.trust());
            yield url("https", host, port);
          }
        };
    this.client = builder.build();
  }

  private static HttpUrl url(String scheme, String host, int port) {
    return new HttpUrl.Builder().scheme(scheme).host(host).port(port).build();
  }

  EngineAddress address() {
    return address;
  }

  /** Starts a request; the path is taken as it is, the query is encoded. */
  Request.Builder request(String path, Map<String, String> query) {
    HttpUrl.Builder url = base.newBuilder().encodedPath(path);
    query.forEach(url::addQueryParameter);
    return new Request.Builder().url(url.build());
  }

  static RequestBody json(JsonNode body) {
    return RequestBody.create(JsonTrees.write(body), JSON_TYPE);
  }

  static RequestBody tar(byte[] tar) {
    return RequestBody.create(tar, TAR_TYPE);
  }

  static RequestBody nothing() {
    return NOTHING;
  }

  /** Sends and reads the whole answer, at most so many bytes of it. */
  byte[] bytes(Request.Builder request, Duration within, int limit) {
    Call call = call(request, within, Duration.ZERO);
    try (Response response = call.execute()) {
      return read(response, limit);
    } catch (IOException e) {
      throw failure(e, within);
    }
  }

  /** Sends and reads the answer's headers and status alone. */
  Response head(Request.Builder request, Duration within) {
    try (Response response = call(request, within, Duration.ZERO).execute()) {
      return response;
    } catch (IOException e) {
      throw failure(e, within);
    }
  }

  /** A call whose answer is read by the caller as it comes; zero means without limit. */
  Call call(Request.Builder request, Duration within, Duration silence) {
    Call call =
        client
            .newBuilder()
            .readTimeout(silence)
            .callTimeout(within)
            .build()
            .newCall(request.build());
    return call;
  }

  /** The body of a successful answer. */
  static byte[] read(Response response, int limit) throws IOException {
    if (response.code() >= 400) {
      throw refusal(response);
    }
    return limited(response, limit);
  }

  private static byte[] limited(Response response, int limit) throws IOException {
    byte[] bytes = response.body().byteStream().readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new EngineException(
          EngineException.Kind.BAD_ANSWER, 0, "its answer is larger than " + limit + " bytes");
    }
    return bytes;
  }

  /** The engine's own words of an answer that is not a success. */
  static EngineException refusal(Response response) throws IOException {
    byte[] body = response.body().byteStream().readNBytes(16 << 10);
    String message = sentence(body);
    EngineException.Kind kind =
        switch (response.code()) {
          case 404 -> EngineException.Kind.NOT_FOUND;
          case 409 -> EngineException.Kind.CONFLICT;
          default -> EngineException.Kind.REFUSED;
        };
    return new EngineException(
        kind, response.code(), message.isBlank() ? "HTTP " + response.code() : message);
  }

  private static String sentence(byte[] body) {
    String text = new String(body, java.nio.charset.StandardCharsets.UTF_8).strip();
    try {
      JsonNode message = JsonTrees.KIND.read(body).path("message");
      text = message.isTextual() ? message.asText() : text;
    } catch (IOException notJson) {
      // an error page of something between us and the engine: its text is the message
    }
    return PlainText.line(text, MESSAGE_CHARS);
  }

  /** What an input or output error means. */
  EngineException failure(IOException e, Duration within) {
    if (e instanceof SocketTimeoutException || e instanceof InterruptedIOException) {
      return new EngineException(
          EngineException.Kind.TIMEOUT,
          0,
          "%s did not answer within %d s".formatted(address, Math.max(1, within.toSeconds())),
          e);
    }
    String why = e instanceof UnknownHostException ? "unknown host" : reason(e.getMessage());
    return new EngineException(
        EngineException.Kind.UNREACHABLE, 0, "%s: %s".formatted(address, why), e);
  }

  private static String reason(@Nullable String message) {
    return message == null ? "connection broken" : PlainText.line(message, MESSAGE_CHARS);
  }

  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
