package dev.setpoint.api.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that works.
 *
 * @param id its name, no secret
 * @param bearer the node that may join, or the person
 * @param role of a person, or null for a token to join with
 * @param until when it ends, or null when it does not
 */
public record TokenView(
    String id, String bearer, @Nullable String role, Instant madeAt, @Nullable Instant until) {

  /** Newest first. */
  public record Listing(List<TokenView> tokens) {
    public Listing {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * A new token, with its secret.
   *
   * @param token the whole of it
   * @param command to paste on the machine that joins, or null for a person
   */
  public record Made(
      String id,
      String bearer,
      @Nullable String role,
      @Nullable Instant until,
      String token,
      @Nullable String command) {
    @Override
    public String toString() {
      return "token " + id;
    }
  }
}
