package dev.setpoint.manifest.node;

import org.jspecify.annotations.Nullable;

/**
 * One target of a node.
 *
 * <pre>
 * targets:
 *   - {name: docker}
 *   - name: lxd
 *     url: https://10.0.0.7:8443
 *     certificate: 1f3c…             # SHA-256 of the server's certificate
 *     trustToken: {secret: lxd/trust}
 * </pre>
 *
 * @param name one of the words of {@link TargetFamily}
 * @param socket path of its unix socket, or null for the usual one
 * @param remote how it is reached over HTTPS instead, or null
 */
public record TargetDeclaration(String name, @Nullable String socket, @Nullable Remote remote) {
  /** One on the machine itself. */
  public TargetDeclaration(String name, @Nullable String socket) {
    this(name, socket, null);
  }

  /**
   * A server reached over HTTPS.
   *
   * @param url {@code https://host:port}
   * @param certificate SHA-256 of the server's certificate, 64 lower-case hexadecimal digits
   * @param trustToken name of the secret with the token that makes the server trust us, or null
   *     when it does already
   */
  public record Remote(String url, String certificate, @Nullable String trustToken) {}
}
