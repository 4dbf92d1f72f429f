package dev.setpoint.trust;

import java.util.regex.Pattern;

/**
 * Names that end up in certificates, commands and pages. Only letters that look like nothing else:
 * no control characters, no marks that turn the direction of text, no letters of other scripts.
 */
public final class Names {
  /** The rule of manifests: {@code metadata.name} of a {@code Node}. */
  private static final Pattern NODE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,62}");

  private Names() {}

  /** Whether a {@code Node} manifest could have this name. */
  public static boolean isNode(String text) {
    return NODE.matcher(text).matches();
  }

  /** Whether a token may be made out to this name. */
  public static boolean isPerson(String text) {
    return PERSON.matcher(text).matches();
  }
}
