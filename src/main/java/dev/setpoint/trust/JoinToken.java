package dev.setpoint.trust;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets one machine join once: {@code sp1.<hash of the authority>.<id>.<secret>}. Made of characters
 * that mean nothing to a shell or in a URL. Printed only by {@link #text}; where it is kept it is
 * its id and a digest.
 */
public final class JoinToken {
  private static final Pattern FORM =
      Pattern.compile("sp1\\.([0-9a-f]{64})\\.([0-9a-f]{16})\\.([A-Za-z0-9_-]{43})");
  private static final int ID_BYTES = 8;
  private static final int SECRET_BYTES = 32;

  private final String authority;
  private final String id;
  private final String secret;

  private JoinToken(String authority, String id, String secret) {
    this.authority = authority;
    this.id = id;
    this.secret = secret;
  }

  /**
   * A new one.
   *
   * @param authority SHA-256 of the authority's certificate in PEM
   */
  public static JoinToken make(String authority, SecureRandom random) {
    return parse("sp1." + authority + "." + newId(random) + "." + newSecret(random))
        .orElseThrow(() -> new IllegalArgumentException("not a SHA-256 in hexadecimal digits"));
  }

  /** Reads exactly the form above: no spaces, no other version, nothing before or behind it. */
  public static Optional<JoinToken> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new JoinToken(parts.group(1), parts.group(2), parts.group(3)))
        : Optional.empty();
  }

  static String newId(SecureRandom random) {
    return HexFormat.of().formatHex(bytes(random, ID_BYTES));
  }

  static String newSecret(SecureRandom random) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, SECRET_BYTES));
  }

  private static byte[] bytes(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** SHA-256 of the PEM text of the only authority that may be asked with it. */
  public String authority() {
    return authority;
  }

  /** Names it in lists and in the trail; no secret. */
  public String id() {
    return id;
  }

  /** What proves it; for the request that joins, and nowhere else. */
  public String secret() {
    return secret;
  }

  /** The whole of it, with its secret. */
  public String text() {
    return "sp1." + authority + "." + id + "." + secret;
  }

  @Override
  public String toString() {
    return "join token " + id;
  }
}
