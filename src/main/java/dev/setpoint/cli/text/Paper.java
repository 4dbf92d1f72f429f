package dev.setpoint.cli.text;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a page is written on: lines, colour or not, and the time that "ago" counts from. */
public final class Paper {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final StringBuilder text = new StringBuilder();
  private final Instant now;
  private final boolean coloured;

  /** An empty one. */
  public Paper(Instant now, boolean coloured) {
    this.now = now;
    this.coloured = coloured;
  }

  /** Writes a line; the parts are already harmless. */
  public Paper line(String... parts) {
    text.append(String.join("", parts).stripTrailing()).append('\n');
    return this;
  }

  /** Text in a tone. */
  public String paint(Tone tone, String words) {
    return tone.paint(words, coloured);
  }

  /** {@code 12 s ago}, {@code in 3 min}, or a dash. */
  public String relative(@Nullable Instant time) {
    if (time == null) {
      return "-";
    }
    Duration age = Duration.between(time, now);
    return age.isNegative() ? "in " + span(age.negated()) : span(age) + " ago";
  }

  /** {@code 850 ms}, {@code 12 s}, {@code 3 min}. */
  public static String span(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 1) {
      return duration.toMillis() + " ms";
    }
    if (seconds < 10 && duration.toMillisPart() >= 100) {
      return seconds + "." + duration.toMillisPart() / 100 + " s";
    }
    if (seconds < 2 * MINUTE) {
      return seconds + " s";
    }
    if (seconds < 2 * HOUR) {
      return seconds / MINUTE + " min";
    }
    return seconds < 2 * DAY ? seconds / HOUR + " h" : seconds / DAY + " d";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
