package dev.setpoint.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Makes the http connections of one exchange. They go to the host of the URL and nowhere else,
 * whatever a redirect says, so neither credentials nor requests reach another one (CVE-2026-41506).
 */
final class GuardedHttp implements HttpConnectionFactory {
  private static final int MAX_REDIRECTS = 4;
  private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);
  private static final int TOO_MANY_REQUESTS = 429;

  private final String host;
  private final boolean encrypted;
  private final int port;
  private final TransferGuard guard;
  private final InstantSource clock;
  private final AtomicInteger redirects = new AtomicInteger();

  /**
   * @param address the only place to connect to
   * @param guard of the exchange
   * @param clock for a Retry-After that names a date
   */
  GuardedHttp(SourceAddress address, TransferGuard guard, InstantSource clock) {
    this.host = address.uri().getHost();
    this.encrypted = "https".equals(address.uri().getScheme());
    this.port = effectivePort(address.uri().getPort(), encrypted);
    this.guard = guard;
    this.clock = clock;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    requireHome(url);
    return new Connection(url, Proxy.NO_PROXY);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    requireHome(url);
    return new Connection(url, proxy);
  }

  private void requireHome(URL url) throws IOException {
    boolean secure = "https".equals(url.getProtocol());
    boolean samePort = effectivePort(url.getPort(), secure) == port;
    boolean upgraded = secure && !encrypted;
    if (!host.equalsIgnoreCase(url.getHost())
        || (encrypted && !secure)
        || !(samePort || upgraded)) {
      throw guard.fail(
          SourceFailure.REDIRECT_REFUSED, "to " + url.getProtocol() + "://" + url.getAuthority());
    }
  }

  private void judge(int status, HttpConnection connection) throws IOException {
    if (status >= HttpURLConnection.HTTP_BAD_REQUEST) {
      throw guard.fail(
          new TransferFailure(reasonOf(status), "HTTP " + status)
              .retryAfter(retryAfter(connection.getHeaderField("Retry-After"))));
    }
    if (status >= HttpURLConnection.HTTP_MULT_CHOICE
        && redirects.incrementAndGet() > MAX_REDIRECTS) {
      throw guard.fail(
          SourceFailure.REDIRECT_REFUSED, "more than " + MAX_REDIRECTS + " times in a row");
    }
  }

  private static SourceFailure reasonOf(int status) {
    return switch (status) {
      case HttpURLConnection.HTTP_UNAUTHORIZED -> SourceFailure.UNAUTHORIZED;
      case HttpURLConnection.HTTP_FORBIDDEN -> SourceFailure.FORBIDDEN;
      case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE -> SourceFailure.NOT_FOUND;
      case TOO_MANY_REQUESTS -> SourceFailure.SERVER_ERROR;
      default -> SourceFailure.SERVER_ERROR;
    };
  }

  private Duration retryAfter(@Nullable String header) {
    if (header == null) {
      return Duration.ZERO;
    }
    try {
      Duration asked =
          header.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(header))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return bounded(asked);
    } catch (DateTimeException | NumberFormatException _) {
      return Duration.ZERO; // not a wait that we understand: our own back-off decides
    }
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : asked;
  }

  private static int effectivePort(int port, boolean secure) {
    if (port > 0) {
      return port;
    }
    return secure ? 443 : 80;
  }

  /** One request and its answer. */
  private final class Connection extends JDKHttpConnection {
    Connection(URL url, Proxy proxy) throws IOException {
      super(url, proxy);
    }

    @Override
    public int getResponseCode() throws IOException {
      int status = super.getResponseCode();
      judge(status, this);
      return status;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return guard.meter(super.getInputStream());
    }
  }
}
