package dev.setpoint.target.lxd.instance.fields;

import dev.setpoint.reconcile.field.FieldValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Long values, compared and shown by their digest. */
public final class Digests {
  private Digests() {}

  static String text(String value) {
    return of(value.getBytes(StandardCharsets.UTF_8));
  }

  /** What a file in an instance is compared by. */
  public static FieldValue file(byte[] content, int mode, long uid, long gid) {
    return FieldValue.text("%s %04o %d:%d".formatted(of(content), mode, uid, gid));
  }

  private static String of(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
