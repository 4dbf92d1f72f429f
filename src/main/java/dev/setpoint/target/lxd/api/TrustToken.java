package dev.setpoint.target.lxd.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/**
 * What an administrator of a server hands out so that one client certificate is trusted, once:
 * {@code lxc config trust add} and {@code incus config trust add} print it.
 *
 * @param text as it was handed out
 * @param fingerprint SHA-256 of the server's certificate in hexadecimal
 * @param addresses host and port pairs at which the server listens
 * @param secret that is in it
 */
public record TrustToken(String text, String fingerprint, List<String> addresses, String secret) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public TrustToken {
    addresses = List.copyOf(addresses);
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException when it is none; its text is not in the message
   */
  public static TrustToken parse(String text) {
    String token = text.strip();
    try {
      JsonNode json = JSON.readTree(Base64.getDecoder().decode(token));
      String secret = json.path("secret").asText("");
      String fingerprint = json.path("fingerprint").asText("");
      if (!secret.isEmpty() && !fingerprint.isEmpty()) {
        List<String> addresses =
            json.path("addresses").valueStream().map(JsonNode::asText).toList();
        return new TrustToken(token, fingerprint, addresses, secret);
      }
    } catch (IOException | IllegalArgumentException notOne) {
      // its words may quote the token
    }
    throw new IllegalArgumentException(
        "this is no trust token: it is what 'lxc config trust add' or 'incus config trust add'"
            + " prints");
  }

  /** It is as good as a password until it is used. */
  @Override
  public String toString() {
    return "TrustToken[" + addresses + "]";
  }
}
