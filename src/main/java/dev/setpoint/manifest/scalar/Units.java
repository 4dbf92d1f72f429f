package dev.setpoint.manifest.scalar;

import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values with units: sizes, durations and permission bits. */
public final class Units {
  private static final Pattern SIZE_TEXT = Pattern.compile("([1-9][0-9]{0,17})([A-Za-z]*)");
  private static final Map<String, Long> SIZE_UNITS =
      Map.of(
          "k",
          1_000L,
          "M",
          1_000_000L,
          "G",
          1_000_000_000L,
          "T",
          1_000_000_000_000L,
          "Ki",
          1L << 10,
          "Mi",
          1L << 20,
          "Gi",
          1L << 30,
          "Ti",
          1L << 40);
  private static final String SIZE_WHY =
      "a size is digits and one of the units k, M, G, T (thousands) or Ki, Mi, Gi, Ti (1024s)";
  private static final String SIZE_PATTERN = "^[1-9][0-9]{0,17}([kMGT]|[KMGT]i)$";

  private static final Pattern DURATION_TEXT =
      Pattern.compile("(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?(?:([0-9]{1,6})ms)?");
  private static final String DURATION_WHY =
      "a duration is digits and one of the units ms, s, m, h, longest first";

  /** A number of bytes: {@code 64Mi}, {@code 1G}, {@code 512k}. */
  public static final Shape<Long> SIZE =
      Shapes.text("a size", SIZE_PATTERN, "64Mi", Units::parseSize);

  /** A number of bytes, or -1 for "without limit". */
  public static final Shape<Long> SIZE_OR_UNLIMITED = new UnlimitedSizeShape();

  /** A time span above zero: {@code 30s}, {@code 1m30s}, {@code 500ms}. */
  public static final Shape<Duration> DURATION =
      Shapes.text(
          "a duration",
          "^(?=.)([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?([0-9]{1,6}ms)?$",
          "30s",
          Units::parseDuration);

  /** Permission bits: {@code "0644"}. */
  public static final Shape<String> OCTAL_MODE =
      Shapes.matching(
          "an octal mode in quotes",
          "[0-7]?[0-7]{3}",
          "permission bits are three or four octal digits in quotes",
          "\"0644\"");

  private Units() {}

  private static Grammar.Result<Long> parseSize(String text) {
    Matcher matcher = SIZE_TEXT.matcher(text);
    if (!matcher.matches()) {
      return Grammar.refused(SIZE_WHY, "write something like 64Mi");
    }
    Long unit = SIZE_UNITS.get(matcher.group(2));
    if (unit == null) {
      return Grammar.refused(SIZE_WHY, "write " + likelySize(matcher.group(1), matcher.group(2)));
    }
    BigInteger bytes = new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(unit));
    return bytes.bitLength() < Long.SIZE
        ? Grammar.read(bytes.longValueExact())
        : Grammar.refused("that is more than any machine has", "write something like 64Mi");
  }

  private static String likelySize(String digits, String unit) {
    return switch (unit) {
      case "m", "mb", "MB", "mib", "MiB" -> digits + "Mi";
      case "K", "kb", "KB", "kib", "KiB" -> digits + "Ki";
      case "g", "gb", "GB", "gib", "GiB" -> digits + "Gi";
      case "" -> inMebibytes(digits);
      default -> "something like 64Mi";
    };
  }

  private static String inMebibytes(String digits) {
    long bytes = Long.parseLong(digits);
    return bytes % (1L << 20) == 0 ? (bytes >> 20) + "Mi" : "something like 64Mi";
  }

  private static Grammar.Result<Duration> parseDuration(String text) {
    if (!text.isEmpty() && text.length() <= 6 && text.chars().allMatch(Character::isDigit)) {
      return Grammar.refused(DURATION_WHY, "write " + text + "s if seconds are meant");
    }
    Matcher matcher = DURATION_TEXT.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Grammar.refused(DURATION_WHY, "write something like 30s or 1m30s");
    }
    Duration duration =
        Duration.ofHours(part(matcher, 1))
            .plusMinutes(part(matcher, 2))
            .plusSeconds(part(matcher, 3))
            .plusMillis(part(matcher, 4));
    return duration.isZero()
        ? Grammar.refused("no time at all is not a duration", "write something like 30s")
        : Grammar.read(duration);
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
