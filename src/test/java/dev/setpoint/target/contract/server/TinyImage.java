package dev.setpoint.target.contract.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Images of a few bytes, which servers take and nothing can run. */
final class TinyImage {
  private TinyImage() {}

  /** Its fingerprint on a server. */
  static String digest(String archive) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(archive.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** The smallest thing that a server takes for an image. */
  static String of(String serial) {
    String metadata =
        """
        architecture: x86_64
        creation_date: 1700000000
        properties: {kit: "yes", serial: %s}
        """
            .formatted(serial);
    return entry("metadata.yaml", '0', metadata) + entry("rootfs/", '5', "") + "\0".repeat(1024);
  }

  private static String entry(String name, char type, String content) {
    String head =
        name
            + "\0".repeat(100 - name.length())
            + "0000755\0"
            + "0000000\0"
            + "0000000\0"
            + "%011o\0".formatted(content.length())
            + "14525270400\0"
            + "        "
            + type
            + "\0".repeat(100)
            + "ustar\0"
            + "00"
            + "\0".repeat(247);
    int sum = head.chars().sum();
    String sealed = head.substring(0, 148) + "%06o\0 ".formatted(sum) + head.substring(156);
    int rest = (512 - content.length() % 512) % 512;
    return sealed + content + "\0".repeat(rest);
  }
}
