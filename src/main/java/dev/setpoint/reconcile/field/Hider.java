package dev.setpoint.reconcile.field;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns secrets into digests under the installation's own key, so that they can be compared and
 * recorded but never read back or guessed from a dictionary by somebody without the key. Safe for
 * many threads.
 */
public final class Hider {
  private final SecretKeySpec key;

  /** A hider with this key of at least 16 bytes. */
  public Hider(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException("the key needs at least 16 bytes, not " + key.length);
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** The hidden form of a secret. */
  public FieldValue.Hidden hide(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] digest = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
      return new FieldValue.Hidden(HexFormat.of().formatHex(digest));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
