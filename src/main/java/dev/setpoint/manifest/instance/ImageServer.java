package dev.setpoint.manifest.instance;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A server that images are taken from.
 *
 * @param url {@code https://…}
 * @param certificate SHA-256 that the server's certificate must have, or null for the authorities
 *     that the machine trusts
 */
public record ImageServer(String url, Protocol protocol, @Nullable String certificate) {
  /** How the server is spoken to. */
  public enum Protocol {
    SIMPLESTREAMS,
    LXD,
    INCUS;

    /** The word in manifests and requests. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
