package dev.setpoint.trust;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person's token: {@code spu1.<id>.<secret>}; printed only by {@link #text}. */
public final class PersonToken {
  /** The longest life that may be asked for; without one a token does not end by itself. */
  public static final Duration LONGEST_LIFE = Duration.ofDays(3_650);

  private static final Pattern FORM =
      Pattern.compile("spu1\\.([0-9a-f]{16})\\.([A-Za-z0-9_-]{43})");

  private final String id;
  private final String secret;

  private PersonToken(String id, String secret) {
    this.id = id;
    this.secret = secret;
  }

  /** A new one. */
  public static PersonToken make(SecureRandom random) {
    return new PersonToken(JoinToken.newId(random), JoinToken.newSecret(random));
  }

  /** Reads exactly the form above. */
  public static Optional<PersonToken> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new PersonToken(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  /** Names it in lists and in the trail; no secret. */
  public String id() {
    return id;
  }

  /** Under which it is kept. */
  public String digest() {
    return Digests.sha256(secret);
  }

  /** The whole of it, with its secret. */
  public String text() {
    return "spu1." + id + "." + secret;
  }

  @Override
  public String toString() {
    return "token " + id;
  }
}
