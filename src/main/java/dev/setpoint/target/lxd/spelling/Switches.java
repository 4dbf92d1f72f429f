package dev.setpoint.target.lxd.spelling;

import java.util.Locale;

/** Yes and no as the servers read them. */
public final class Switches {
  private Switches() {}

  /** {@code true} or {@code false}; a text that is neither stays as it is. */
  public static String normal(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> "true";
      case "false", "no", "off", "0" -> "false";
      default -> text;
    };
  }

  /** The same where a number may be meant, so that digits stay what they are. */
  public static String normalWord(String text) {
    boolean isDigit = text.strip().equals("0") || text.strip().equals("1");
    return isDigit ? text : normal(text);
  }
}
