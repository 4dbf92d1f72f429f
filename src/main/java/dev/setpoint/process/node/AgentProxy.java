package dev.setpoint.process.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way to the controller as {@code HTTPS_PROXY} and {@code NO_PROXY} say it. */
final class AgentProxy extends ProxySelector {
  private static final int USUAL_PORT = 3128;

  private final @Nullable InetSocketAddress proxy;
  private final List<String> direct;

  AgentProxy(Map<String, String> env) {
    super();
    this.proxy = address(either(env, "HTTPS_PROXY"));
    this.direct =
        Arrays.stream(either(env, "NO_PROXY").split(","))
            .map(each -> each.strip().toLowerCase(Locale.ROOT))
            .filter(each -> !each.isEmpty())
            .toList();
  }

  private static String either(Map<String, String> env, String name) {
    return env.getOrDefault(name, env.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
  }

  private static @Nullable InetSocketAddress address(String text) {
    if (text.isBlank()) {
      return null;
    }
    var uri = URI.create(text.contains("://") ? text.strip() : "http://" + text.strip());
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("HTTPS_PROXY is no address: write http://HOST:PORT");
    }
    return InetSocketAddress.createUnresolved(
        uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort());
  }

  /** The proxy for a host; null when it is reached directly. */
  @Nullable InetSocketAddress proxyFor(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    boolean isDirect =
        direct.stream()
            .map(each -> each.startsWith(".") ? each.substring(1) : each)
            .anyMatch(each -> each.equals("*") || name.equals(each) || name.endsWith("." + each));
    return isDirect ? null : proxy;
  }

  @Override
  public List<Proxy> select(URI uri) {
    var found = proxyFor(uri.getHost());
    if (found == null) {
      return List.of(Proxy.NO_PROXY);
    }
    // The proxy's own name is resolved here, the controller's by the proxy.
    var resolved = new InetSocketAddress(found.getHostString(), found.getPort());
    return List.of(new Proxy(Proxy.Type.HTTP, resolved));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // There is one way only; the caller is told.
  }
}
