package dev.setpoint.manifest.instance;

/** How an image is named. */
public sealed interface ImageName {
  /**
   * By its content, so that it can never move.
   *
   * @param hex lower-case hexadecimal digits of its SHA-256, 64 of them
   */
  record Fingerprint(String hex) implements ImageName {}

  /**
   * By a name that can come to mean another image.
   *
   * @param name such as {@code debian/13}
   */
  record Alias(String name) implements ImageName {}
}
