package dev.setpoint.manifest.scalar;

import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import java.util.regex.Pattern;

/** Shapes of words that LXD and Incus servers know: checksums, addresses of servers, schedules. */
public final class Servers {
  private static final String SCHEDULE_WORD =
      "@(hourly|daily|midnight|weekly|monthly|annually|yearly|startup|never)";
  private static final String CRON_FIELD = "[0-9A-Za-z*/,?-]{1,60}";
  private static final String SCHEDULE_REGEX =
      SCHEDULE_WORD + "(, ?" + SCHEDULE_WORD + "){0,8}|" + CRON_FIELD + "( " + CRON_FIELD + "){4}";
  private static final String HOST_REGEX = "([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])";
  private static final Pattern URL_PATTERN =
      Pattern.compile("https://" + HOST_REGEX + "(:[0-9]{1,5})?(/[!-~]{0,1000})?");
  private static final Pattern SERVER_PATTERN =
      Pattern.compile("https://" + HOST_REGEX + "(:[0-9]{1,5})?");
  private static final Pattern INSTANCE_PATTERN =
      Pattern.compile("[a-z]([a-z0-9-]{0,46}[a-z0-9])?");
  private static final Pattern SHA256_PATTERN = Pattern.compile("[0-9a-f]{64}");

  private static final Pattern PORTS_PATTERN =
      Pattern.compile("[0-9]{1,5}(-[0-9]{1,5})?(,[0-9]{1,5}(-[0-9]{1,5})?){0,99}");

  /** Content by its SHA-256. */
  public static final Shape<String> SHA256 =
      Shapes.text(
          "a SHA-256", "^[0-9a-f]{64}$", "64 hexadecimal digits in quotes", Servers::parseSha256);

  /** A place on a server, only over TLS. Messages do not show it: people write passwords there. */
  public static final Shape<String> HTTPS_URL =
      Shapes.unshownText("an https URL", "^https://", Servers::parseUrl);

  /** A server itself, without a path. */
  public static final Shape<String> HTTPS_SERVER =
      Shapes.unshownText("the https URL of a server", "^https://", Servers::parseServer);

  /** When snapshots are taken. */
  public static final Shape<String> SCHEDULE =
      Shapes.matching(
          "a schedule",
          SCHEDULE_REGEX,
          "a schedule is five fields of cron, or words like @daily with commas between them",
          "\"0 3 * * *\"");

  /** How long a snapshot is kept. */
  public static final Shape<String> EXPIRY =
      Shapes.matching(
          "an expiry",
          "[0-9]{1,6}[SMHdwmy]( [0-9]{1,6}[SMHdwmy]){0,6}",
          "an expiry is digits and one of the units S, M (minutes), H, d, w, m (months), y",
          "7d");

  /** Another name of an image. */
  public static final Shape<String> IMAGE_ALIAS =
      Shapes.matching(
          "an image alias",
          "[A-Za-z0-9][A-Za-z0-9._/:+-]{0,127}",
          "aliases have letters, digits and . _ / : + - and begin with a letter or digit",
          "debian/13");

  /** A kind of processor. */
  public static final Shape<String> ARCHITECTURE =
      Shapes.matching(
          "an architecture",
          "[a-z][a-z0-9_]{1,31}",
          "architectures are written as the kernel names them",
          "x86_64");

  /** Name of an instance, which is its host name; longer ones leave no room for a second one. */
  public static final Shape<String> INSTANCE_NAME =
      Shapes.text(
          "the name of an instance",
          "^[a-z]([a-z0-9-]{0,46}[a-z0-9])?$",
          "web1",
          Servers::parseInstanceName);

  /** Ports and ranges of them, separated by commas. */
  public static final Shape<String> PORT_LIST =
      Shapes.text("ports", "^[0-9]", "\"80,443\"", Servers::parsePorts);

  private Servers() {}

  /** The grammar of names of instances, for short forms that stand for more than the name. */
  public static Grammar.Result<String> parseInstanceName(String text) {
    return INSTANCE_PATTERN.matcher(text).matches()
        ? Grammar.read(text)
        : Grammar.refused(
            "it becomes a host name: at most 48 lower-case letters, digits and -, a letter first"
                + " and no - at the end",
            "write something like web1");
  }

  private static Grammar.Result<String> parseSha256(String text) {
    return SHA256_PATTERN.matcher(text).matches()
        ? Grammar.read(text)
        : Grammar.refused(
            "a SHA-256 is 64 lower-case hexadecimal digits, nothing shorter",
            "write all of them, in quotes");
  }

  private static Grammar.Result<String> parseUrl(String text) {
    return URL_PATTERN.matcher(text).matches()
        ? Grammar.read(text)
        : Grammar.refused(
            "it must be https://, a host, and a path without spaces; a password has no place in it",
            "write something like https://images.example");
  }

  private static Grammar.Result<String> parseServer(String text) {
    return SERVER_PATTERN.matcher(text).matches()
        ? Grammar.read(text)
        : Grammar.refused(
            "a server is named by https://, its host and its port, without path and password",
            "write something like https://10.0.0.7:8443");
  }

  private static Grammar.Result<String> parsePorts(String text) {
    if (PORTS_PATTERN.matcher(text).matches()) {
      for (String range : text.split(",", -1)) {
        String[] ends = range.split("-", -1);
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        if (first < 1 || last > 65_535 || last < first) {
          return Grammar.refused(
              "ports go from 1 to 65535 and a range goes upwards", "write ports in that range");
        }
      }
      return Grammar.read(text);
    }
    return Grammar.refused(
        "ports are numbers and ranges with commas between them", "write something like \"80,443\"");
  }
}
