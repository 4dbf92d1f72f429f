package dev.setpoint.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The word that lets a caller in. Prints nothing of itself. Safe for many threads. */
public final class ApiToken {
  private static final String SCHEME = "Bearer ";

  private final byte[] expected;

  /** The token as the data directory holds it. */
  public ApiToken(String token) {
    if (token.length() < 32) {
      throw new IllegalArgumentException("a token needs at least 32 characters");
    }
    this.expected = token.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether an {@code Authorization} header carries it. Takes the same time wherever the first
   * wrong character stands.
   */
  boolean admits(@Nullable String header) {
    if (header == null || !header.startsWith(SCHEME)) {
      return false;
    }
    byte[] given = header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given);
  }

  @Override
  public String toString() {
    return "(token)";
  }
}
