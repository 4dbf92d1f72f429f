package dev.setpoint.target.docker.api;

import java.net.URI;
import java.nio.file.Path;

/** Where an engine listens. */
public sealed interface EngineAddress {
  /** Reads {@code unix:///run/docker.sock}, {@code /run/docker.sock} or {@code tcp://host:2375}. */
  static EngineAddress parse(String text) {
    if (text.startsWith("/")) {
      return new Unix(Path.of(text));
    }
    if (text.startsWith("unix://")) {
      return new Unix(Path.of(text.substring("unix://".length())));
    }
    if (text.startsWith("tcp://") || text.startsWith("http://")) {
      URI uri = URI.create(text);
      if (uri.getHost() != null) {
        return new Tcp(uri.getHost(), uri.getPort() < 0 ? 2375 : uri.getPort());
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no engine address: write unix:///path/to.sock or tcp://host:port");
  }

  /** A socket of this machine. */
  record Unix(Path socket) implements EngineAddress {
    @Override
    public String toString() {
      return "unix://" + socket;
    }
  }

  /** A port without TLS; only sensible on a loopback address or a private link. */
  record Tcp(String host, int port) implements EngineAddress {
    @Override
    public String toString() {
      return "tcp://" + host + ":" + port;
    }
  }
}
