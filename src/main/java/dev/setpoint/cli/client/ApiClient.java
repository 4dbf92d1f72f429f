package dev.setpoint.cli.client;

import dev.setpoint.api.wire.ErrorView;
import dev.setpoint.api.wire.WireJson;
import dev.setpoint.cli.session.CliFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one controller. The JDK's oldest HTTP client is used because it starts fastest, and a
 * verb makes one or two requests in its life.
 */
public final class ApiClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration SYNC_TIMEOUT = Duration.ofMinutes(10);

  /** What waits for nodes. */
  private static final Set<String> SLOW = Set.of("sync", "rollback", "reset");

  private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;

  private final ApiPlace place;

  private ApiClient(ApiPlace place) {
    this.place = place;
  }

  /** A client of the controller that keeps its data there. */
  public static ApiClient of(Path dataDirectory) {
    return new ApiClient(ApiPlace.of(dataDirectory));
  }

  /**
   * A client of any controller, with a token of one's own.
   *
   * @param dataDirectory that says where the API is when no address is given
   * @param api address, or empty; without encryption loopback alone
   * @param tokenFile the file of the token
   */
  public static ApiClient of(Path dataDirectory, String api, Path tokenFile) {
    return new ApiClient(ApiPlace.of(dataDirectory, api, tokenFile));
  }

  /** The JSON at a path below {@code /api/v1/}. */
  public String get(String path) {
    return exchange("GET", path, null, READ_TIMEOUT);
  }

  /** The JSON that comes of posting JSON. */
  public String post(String path, String json) {
    return exchange("POST", path, json, SLOW.contains(path) ? SYNC_TIMEOUT : READ_TIMEOUT);
  }

  /** Opens the stream of news; the caller closes it. */
  public EventStream events() {
    try {
      var connection = open("GET", "events", Duration.ZERO);
      connection.setRequestProperty("Accept", "text/event-stream");
      refuseUnlessOk(connection);
      return new EventStream(connection);
    } catch (IOException e) {
      throw noAnswer(e);
    }
  }

  private String exchange(String method, String path, @Nullable String json, Duration timeout) {
    try {
      var connection = open(method, path, timeout);
      if (json != null) {
        send(connection, json.getBytes(StandardCharsets.UTF_8));
      }
      refuseUnlessOk(connection);
      try (InputStream body = connection.getInputStream()) {
        return text(body);
      }
    } catch (IOException e) {
      throw noAnswer(e);
    }
  }

  private HttpURLConnection open(String method, String path, Duration timeout) throws IOException {
    var url = place.address().resolve("/api/v1/" + path).toURL();
    // No proxy and no redirect may ever see the token.
    var connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod(method);
    connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setRequestProperty("Authorization", "Bearer " + place.token());
    connection.setRequestProperty("Accept", "application/json");
    return connection;
  }

  private static void send(HttpURLConnection connection, byte[] body) throws IOException {
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setFixedLengthStreamingMode(body.length);
    try (var stream = connection.getOutputStream()) {
      stream.write(body);
    }
  }

  private void refuseUnlessOk(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status >= 200 && status < 300) {
      return;
    }
    InputStream body = connection.getErrorStream();
    throw failure(status, body == null ? "" : text(body));
  }

  private CliFailure failure(int status, String body) {
    ErrorView view = error(status, body);
    return status == 400 || status == 404 || status == 413
        ? CliFailure.usage(view.error(), view.message(), view.remedy())
        : CliFailure.unknown(view.error(), view.message(), view.remedy());
  }

  private ErrorView error(int status, String body) {
    try {
      ErrorView view = WireJson.mapper().readValue(body, ErrorView.class);
      if (view != null && view.message() != null) {
        return view;
      }
    } catch (IOException e) {
      // Falls through: whoever answered is not the controller.
    }
    return new ErrorView(
        "NotTheController",
        "What listens at " + place.address() + " is not the controller (HTTP " + status + ").",
        "See whether the controller " + place.name() + " runs.");
  }

  private CliFailure noAnswer(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return CliFailure.unknown(
          "NoAnswer",
          "The controller at " + place.address() + " did not answer in time.",
          "Try again; when it goes on, look at the controller's log.");
    }
    return place.notRunning();
  }

  private static String text(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_ANSWER_BYTES);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
