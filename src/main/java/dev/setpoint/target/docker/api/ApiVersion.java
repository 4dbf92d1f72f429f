package dev.setpoint.target.docker.api;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the Docker Engine API, such as {@code 1.41}. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** The newest version whose changes this driver knows. */
  public static final ApiVersion NEWEST_KNOWN = new ApiVersion(1, 51);

  /** The oldest version that this driver was tried with. */
  public static final ApiVersion OLDEST_KNOWN = new ApiVersion(1, 41);

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

  /** Reads {@code 1.41}. */
  public static ApiVersion parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new EngineException(
          EngineException.Kind.BAD_ANSWER, 0, "it names the API version '" + text + "'");
    }
    return new ApiVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** The version to speak: the newest that both sides know. */
  public static ApiVersion negotiate(ApiVersion newest, ApiVersion oldest) {
    if (newest.compareTo(OLDEST_KNOWN) < 0 || oldest.compareTo(NEWEST_KNOWN) > 0) {
      throw new EngineException(
          EngineException.Kind.REFUSED,
          0,
          "it speaks API versions %s to %s, Setpoint %s to %s; use a matching engine"
              .formatted(oldest, newest, OLDEST_KNOWN, NEWEST_KNOWN));
    }
    return newest.compareTo(NEWEST_KNOWN) < 0 ? newest : NEWEST_KNOWN;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
