package dev.setpoint.manifest.container;

/**
 * An image by name with tag or digest, as the manifest writes it: {@code
 * registry.example:5000/shop/web:1.4} or {@code …@sha256:…}. The reader has checked its grammar.
 *
 * @param text the reference; a name without tag and digest means the tag {@code latest}
 */
public record ImageReference(String text) {
  /** The reference with {@code :latest} made explicit. */
  public String canonical() {
    return hasDigest() || hasTag() ? text : text + ":latest";
  }

  /** Whether the reference names exact content, so that it can never move. */
  public boolean hasDigest() {
    return text.contains("@");
  }

  private boolean hasTag() {
    return text.indexOf(':', text.lastIndexOf('/') + 1) >= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
