package dev.setpoint.target.lxd;

import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.api.TrustToken;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a server that is reached with a certificate comes to trust it.
 *
 * @param token the token's text; empty when there is none, or not yet. Read each time it is needed
 * @param name what our certificate is called in the server's list
 */
public record Introduction(Supplier<Optional<String>> token, String name) {
  /** There is nothing to introduce ourselves with. */
  public static final Introduction NONE = new Introduction(Optional::empty, "");

  /**
   * Shows the token, if there is one.
   *
   * @throws dev.setpoint.target.lxd.api.LxdException when the server does not take it
   * @throws IllegalArgumentException when it is no token
   */
  void to(Server server) {
    token.get().ifPresent(text -> server.trust(TrustToken.parse(text), name));
  }

  @Override
  public String toString() {
    return "Introduction[" + name + "]";
  }
}
