package dev.setpoint.trust.enrol;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What late agents sign, so that an old signature is worth nothing. Each says itself when it was
 * made, under a key of this process; so nobody can fill a memory by asking for many.
 */
final class Nonces {
  /** How long one is good. */
  static final Duration LIFE = Duration.ofMinutes(1);

  private static final int RANDOM_BYTES = 16;
  private static final int SAID_BYTES = Long.BYTES + RANDOM_BYTES;
  private static final int MAC_BYTES = 32;
  private static final int TEXT_CHARS = 75;

  private final InstantSource clock;
  private final SecureRandom random;
  private final SecretKeySpec key;

  Nonces(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
    byte[] bytes = new byte[MAC_BYTES];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  String make() {
    byte[] chance = new byte[RANDOM_BYTES];
    random.nextBytes(chance);
    byte[] said =
        ByteBuffer.allocate(SAID_BYTES).putLong(clock.instant().toEpochMilli()).put(chance).array();
    byte[] whole = ByteBuffer.allocate(SAID_BYTES + MAC_BYTES).put(said).put(mac(said)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  boolean isFresh(String text) {
    if (text.length() != TEXT_CHARS) {
      return false;
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(text);
      byte[] said = Arrays.copyOf(whole, SAID_BYTES);
      byte[] shown = Arrays.copyOfRange(whole, SAID_BYTES, whole.length);
      Instant made = Instant.ofEpochMilli(ByteBuffer.wrap(said).getLong());
      Instant now = clock.instant();
      return MessageDigest.isEqual(mac(said), shown)
          && !made.isAfter(now)
          && now.isBefore(made.plus(LIFE));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private byte[] mac(byte[] said) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(said);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", impossible);
    }
  }
}
