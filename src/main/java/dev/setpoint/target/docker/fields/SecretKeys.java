package dev.setpoint.target.docker.fields;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells which names usually stand for a secret, so that their values are hidden everywhere. */
final class SecretKeys {
  private static final Pattern SUSPICIOUS =
      Pattern.compile(
          "PASS(WORD|WD|PHRASE)?\\b|PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|APIKEY"
              + "|API_KEY|ACCESS_KEY|PRIVATE_KEY|AUTH_KEY|ENCRYPTION_KEY|SIGNING_KEY");

  private SecretKeys() {}

  static boolean looksSecret(String key) {
    return SUSPICIOUS.matcher(key.toUpperCase(Locale.ROOT).replace('-', '_')).find();
  }
}
