package dev.setpoint.link.dial;

import dev.setpoint.link.agentend.Dialer;
import dev.setpoint.link.session.Channel;
import java.io.IOException;
import java.net.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.TlsVersion;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Opens WebSockets to one controller. No redirect is followed, and no other version of TLS spoken.
 */
public final class WebSocketDialer implements Dialer, AutoCloseable {
  private static final int NORMAL = 1000;
  private static final List<ConnectionSpec> TLS_ALONE =
      List.of(
          new ConnectionSpec.Builder(ConnectionSpec.RESTRICTED_TLS)
              .tlsVersions(TlsVersion.TLS_1_3)
              .build());

  private final DialSettings settings;
  private final Supplier<DialTrust> trust;
  private final OkHttpClient client;

  /**
   * A dialer that has not dialed yet.
   *
   * @param trust asked for every attempt, so that a renewed certificate is used
   */
  public WebSocketDialer(DialSettings settings, Supplier<DialTrust> trust) {
    this.settings = settings;
    this.trust = trust;
    this.client =
        new OkHttpClient.Builder()
            // Each dial brings its own TLS; TLS here would read the machine's roots for nothing.
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .connectTimeout(DialSettings.CONNECT_WITHIN)
            .readTimeout(settings.within())
            .writeTimeout(settings.within())
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .proxy(proxy(settings))
            .build();
  }

  private static Proxy proxy(DialSettings settings) {
    return settings.proxy() == null ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, settings.proxy());
  }

  @Override
  public void dial(Caller caller) {
    var now = trust.get();
    var url =
        new HttpUrl.Builder()
            .scheme("https")
            .host(settings.host())
            .port(settings.port())
            .encodedPath("/agent/v1/link")
            .build();
    client
        .newBuilder()
        .connectionSpecs(TLS_ALONE)
        .sslSocketFactory(now.sockets(), now.trust())
        .build()
        .newWebSocket(new Request.Builder().url(url).build(), new Ears(caller));
  }

  /** Ends what is left of the connections. */
  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  /** Hands what a WebSocket tells to whoever dialed. */
  private static final class Ears extends WebSocketListener {
    private final Caller caller;

    Ears(Caller caller) {
      this.caller = caller;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      caller.opened(new SocketLine(socket));
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
      caller.received(bytes.toByteArray());
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      socket.cancel();
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.close(NORMAL, null);
      caller.closed("the controller closed the connection");
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
      caller.closed(reason(failure, response));
    }

    private static String reason(Throwable failure, @Nullable Response response) {
      if (response != null && response.code() != 101) {
        return "the controller answered HTTP " + response.code();
      }
      return failure instanceof IOException
          ? "the connection broke: " + failure.getMessage()
          : "the connection broke: " + failure;
    }
  }

  /** A WebSocket as a channel of messages. */
  private record SocketLine(WebSocket socket) implements Channel {
    @Override
    public void send(byte[] message) {
      socket.send(ByteString.of(message));
    }

    @Override
    public long waiting() {
      return socket.queueSize();
    }

    @Override
    public void close() {
      socket.close(NORMAL, null);
    }

    @Override
    public void abort() {
      socket.cancel();
    }
  }
}
