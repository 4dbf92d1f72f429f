package dev.setpoint.cli.text;

/** What a piece of text says beyond its words. */
public enum Tone {
  PLAIN(""),
  GOOD("32"),
  WARN("33"),
  BAD("31"),
  DIM("2"),
  STRONG("1");

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /** The text in this tone, when colour is wanted. */
  public String paint(String text, boolean coloured) {
    return coloured && this != PLAIN && !text.isBlank()
        ? "\u001b[" + code + "m" + text + "\u001b[0m"
        : text;
  }

  /** The tone of a condition. */
  public static Tone ofCondition(String condition) {
    return switch (condition) {
      case "ready" -> GOOD;
      case "reconciling" -> WARN;
      case "stalled" -> BAD;
      default -> PLAIN;
    };
  }

  /** The tone of the word behind an outcome. */
  public static Tone ofResult(String result) {
    return switch (result) {
      case "Corrected" -> GOOD;
      case "Skipped" -> WARN;
      case "Failed" -> BAD;
      default -> DIM;
    };
  }

  /** The tone of a verdict of health. */
  public static Tone ofHealth(String health) {
    return switch (health) {
      case "healthy" -> GOOD;
      case "starting" -> WARN;
      case "unhealthy" -> BAD;
      default -> DIM;
    };
  }
}
