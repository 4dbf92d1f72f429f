package dev.setpoint.target.wire;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells which names usually stand for a secret, so that their values are hidden everywhere. */
public final class SecretKeys {
  private static final Pattern SUSPICIOUS =
      Pattern.compile(
          "PASS(WORD|WD|PHRASE)?\\b|PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|APIKEY"
              + "|API_KEY|ACCESS_KEY|PRIVATE_KEY|AUTH_KEY|ENCRYPTION_KEY|SIGNING_KEY");

  private SecretKeys() {}

  /** Whether a name sounds like one of a secret. */
  public static boolean looksSecret(String key) {
    return SUSPICIOUS.matcher(key.toUpperCase(Locale.ROOT).replace('-', '_')).find();
  }
}
