package dev.setpoint.cli.session;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people type them. */
public final class Durations {
  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,5})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?");

  private Durations() {}

  /** Reads {@code 15s}, {@code 2m}, {@code 1h30m} or {@code 2d}. */
  public static Duration parse(String option, String text) {
    Matcher parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw CliFailure.usage(
          "BadDuration",
          option + " " + text + " is not a duration.",
          "Write a number and its unit: 15s, 2m, 1h30m or 2d.");
    }
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)))
        .plusSeconds(number(parts.group(4)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
