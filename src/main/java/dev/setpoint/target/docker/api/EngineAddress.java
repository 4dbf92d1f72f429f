package dev.setpoint.target.docker.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an engine listens. */
public sealed interface EngineAddress {
  /** Docker's own ports without and with TLS. */
  int PLAIN_PORT = 2375;

  int TLS_PORT = 2376;

  /** Reads {@code unix:///run/docker.sock}, {@code /run/docker.sock} or {@code tcp://host:2375}. */
  static EngineAddress parse(String text) {
    return parse(text, Map.of());
  }

  /**
   * The same with the docker command's variables: {@code DOCKER_TLS_VERIFY}, when it is set to
   * anything, asks for TLS on TCP, with {@code ca.pem}, {@code cert.pem} and {@code key.pem} of
   * {@code DOCKER_CERT_PATH} (default {@code ~/.docker}).
   */
  static EngineAddress parse(String text, Map<String, String> environment) {
    if (text.startsWith("/")) {
      return new Unix(Path.of(text));
    }
    if (text.startsWith("unix://")) {
      return new Unix(Path.of(text.substring("unix://".length())));
    }
    if (text.startsWith("tcp://") || text.startsWith("http://")) {
      URI uri = URI.create(text);
      if (uri.getHost() != null) {
        Path files = text.startsWith("tcp://") ? tlsFiles(environment) : null;
        int port = files == null ? PLAIN_PORT : TLS_PORT;
        return new Tcp(uri.getHost(), uri.getPort() < 0 ? port : uri.getPort(), files);
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no engine address: write unix:///path/to.sock or tcp://host:port");
  }

  private static @Nullable Path tlsFiles(Map<String, String> environment) {
    if (environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
      return null;
    }
    String named = environment.getOrDefault("DOCKER_CERT_PATH", "");
    return named.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "/root"), ".docker")
        : Path.of(named);
  }

  /** A socket of this machine. */
  record Unix(Path socket) implements EngineAddress {
    @Override
    public String toString() {
      return "unix://" + socket;
    }
  }

  /**
   * A port. Without TLS it is only sensible on a loopback address or a private link: who can
   * connect is root on the engine's machine.
   *
   * @param tlsFiles directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem}, or null
   *     for no TLS
   */
  record Tcp(String host, int port, @Nullable Path tlsFiles) implements EngineAddress {
    @Override
    public String toString() {
      return "tcp://" + host + ":" + port;
    }
  }
}
