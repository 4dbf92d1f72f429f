package dev.setpoint.trust.join;

import dev.setpoint.trust.join.AgentIdentity.Tls;
import dev.setpoint.trust.wire.JoinJson;
import dev.setpoint.trust.wire.Refusal;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.TlsVersion;

/** Requests to a controller, one at a time. Follows no redirect: a secret is for one host. */
final class JoinHttp implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final MediaType JSON = MediaType.get("application/json");

  private final URI controller;
  private final OkHttpClient client;

  JoinHttp(URI controller, Tls tls, ProxySelector proxies) {
    this.controller = controller;
    this.client =
        new OkHttpClient.Builder()
            .sslSocketFactory(tls.sockets(), tls.trust())
            .connectionSpecs(
                List.of(
                    new ConnectionSpec.Builder(ConnectionSpec.RESTRICTED_TLS)
                        .tlsVersions(TlsVersion.TLS_1_3)
                        .build()))
            .proxySelector(proxies)
            .followRedirects(false)
            .followSslRedirects(false)
            .callTimeout(TIMEOUT)
            .build();
  }

  <T> T get(String path, Class<T> type) throws JoinException {
    return ask(new Request.Builder().url(controller + path).build(), type);
  }

  <T> T post(String path, Record body, Class<T> type) throws JoinException {
    var json = RequestBody.create(JoinJson.write(body), JSON);
    return ask(new Request.Builder().url(controller + path).post(json).build(), type);
  }

  private <T> T ask(Request request, Class<T> type) throws JoinException {
    try (Response response = client.newCall(request).execute()) {
      byte[] body = response.body().source().inputStream().readNBytes(JoinJson.MAX_BYTES + 1);
      if (response.code() != 200) {
        throw refused(response.code(), body);
      }
      return JoinJson.read(body, type)
          .orElseThrow(() ->
              new JoinException(controller + " answered something else than expected", false));
    } catch (IOException e) {
      throw new JoinException(
          controller
              + " cannot be reached as the controller of this agent: "
              + e.getMessage()
              + ": check the name, the port and the way there",
          false,
          e);
    }
  }

  private JoinException refused(int status, byte[] body) {
    boolean isFinal = status == 400 || status == 403;
    return JoinJson.read(body, Refusal.class)
        .map(said -> new JoinException(said.message() + " " + said.remedy(), isFinal))
        .orElseGet(() -> new JoinException(controller + " answered with HTTP " + status, false));
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
