package dev.setpoint.target.lxd.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Who asked a server for something.
 *
 * @param user a name of the machine, or the fingerprint of a client certificate
 * @param protocol {@code unix}, {@code tls}, …
 * @param address where it came from; {@code @} or empty for a socket of the machine
 */
public record Requestor(String user, String protocol, String address) {
  /** Nobody is told, as for what the server does by itself. */
  public static final Requestor NOBODY = new Requestor("", "", "");

  /** Reads the field of an event. */
  public static Requestor of(JsonNode json) {
    return new Requestor(
        json.path("username").asText(""),
        json.path("protocol").asText(""),
        json.path("address").asText(""));
  }

  /** Whether anybody is told. */
  public boolean isKnown() {
    return !user.isEmpty() || !protocol.isEmpty();
  }
}
