package dev.setpoint.target.lxd.api;

import java.nio.file.Path;

/** Where a server listens. */
public sealed interface ServerAddress {
  /** The port of both servers. */
  int PORT = 8443;

  /** A socket of this machine; who can open it is as good as root. */
  record Unix(Path socket) implements ServerAddress {
    @Override
    public String toString() {
      return "unix://" + socket;
    }
  }

  /**
   * A port, with TLS 1.3.
   *
   * @param pin SHA-256 of the server's certificate in hexadecimal: only this one is accepted,
   *     whatever is in it
   * @param certificate PEM file of our certificate
   * @param key PEM file of its private key
   */
  record Https(String host, int port, String pin, Path certificate, Path key)
      implements ServerAddress {
    @Override
    public String toString() {
      return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
