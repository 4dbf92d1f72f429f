package dev.setpoint.manifest.scalar;

import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Shapes of names, labels and paths. */
public final class Names {
  /** Labels under this prefix say who owns a resource; nobody but Setpoint may write them. */
  private static final String RESERVED_PREFIX = "dev.setpoint.";

  private static final String NAME_REGEX = "[a-z0-9][a-z0-9._-]{0,62}";
  private static final Pattern NAME_PATTERN = Pattern.compile(NAME_REGEX);
  private static final Pattern LABEL_KEY_PATTERN =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,252}");
  private static final int MAX_LABEL_CHARS = 8_192;

  /** Name of a resource, a node or a target. */
  public static final Shape<String> NAME =
      Shapes.text("a name", "^" + NAME_REGEX + "$", "web", Names::parseName);

  /** Key of a label. */
  public static final Shape<String> LABEL_KEY =
      Shapes.text(
          "a label key",
          "^(?!dev\\.setpoint\\.)[A-Za-z0-9][A-Za-z0-9._/-]{0,252}$",
          "app",
          Names::parseLabelKey);

  /** Value of a label. */
  public static final Shape<String> LABEL_VALUE =
      Shapes.text("text", "", "text in quotes", Names::parseLabelValue);

  /** Labels. */
  public static final Shape<Map<String, String>> LABELS = Shapes.map(LABEL_KEY, LABEL_VALUE);

  /** Options of a driver. */
  public static final Shape<Map<String, String>> OPTIONS =
      Shapes.map(
          Shapes.matching(
              "an option name",
              "[A-Za-z0-9][A-Za-z0-9._/-]{0,252}",
              "option names have letters, digits and . _ / - only",
              "max-size"),
          Shapes.TEXT);

  /** Name of a driver. */
  public static final Shape<String> DRIVER =
      Shapes.matching(
          "a driver name",
          "[a-z0-9][a-z0-9._/:-]{0,252}",
          "driver names have lower-case letters, digits and . _ / : - only",
          "bridge");

  /** Absolute path, as short as it can be written. */
  public static final Shape<String> ABSOLUTE_PATH =
      Shapes.text("an absolute path", "^/", "/srv/data", Names::parseAbsolutePath);

  /** Path of a file in the repository. */
  public static final Shape<String> REPOSITORY_PATH =
      Shapes.text(
          "a path in the repository",
          "^(?!/)(?!\\.\\.?(/|$))(?!.*/\\.\\.?(/|$))[^\\\\]+$",
          "files/index.html",
          Names::parseRepositoryPath);

  /** Name of a secret in the store of a node. */
  public static final Shape<String> SECRET =
      Shapes.matching(
          "the name of a secret",
          "[a-z0-9][a-z0-9._-]{0,62}(/[a-z0-9][a-z0-9._-]{0,62}){0,7}",
          "secrets are named by lower-case words with / between them",
          "shop/db-password");

  private Names() {}

  /** The grammar of names, for short forms that stand for more than the name. */
  public static Grammar.Result<String> parseName(String text) {
    if (NAME_PATTERN.matcher(text).matches()) {
      return Grammar.read(text);
    }
    if (text.length() > 63) {
      return Grammar.refused(
          "names have at most 63 characters and this has " + text.length(), "write a shorter name");
    }
    String likely = text.toLowerCase(Locale.ROOT).replaceAll("[ /]", "-");
    return Grammar.refused(
        "names have lower-case letters, digits and - . _ only and begin with a letter or digit",
        NAME_PATTERN.matcher(likely).matches() ? "write " + likely : "write something like web");
  }

  private static Grammar.Result<String> parseLabelKey(String text) {
    if (text.startsWith(RESERVED_PREFIX)) {
      return Grammar.refused(
          "labels under " + RESERVED_PREFIX + " say who owns a resource", "choose another prefix");
    }
    return LABEL_KEY_PATTERN.matcher(text).matches()
        ? Grammar.read(text)
        : Grammar.refused(
            "label keys have at most 253 letters, digits and . _ / - and begin with a letter or"
                + " digit",
            "write something like team or example.org/team");
  }

  private static Grammar.Result<String> parseLabelValue(String text) {
    if (text.length() > MAX_LABEL_CHARS) {
      return Grammar.refused(
          "a label may have at most " + MAX_LABEL_CHARS + " characters", "shorten it");
    }
    return text.contains("\n") || text.contains("\r")
        ? Grammar.refused("a label is one line", "remove the line break")
        : Grammar.read(text);
  }

  private static Grammar.Result<String> parseAbsolutePath(String text) {
    if (!text.startsWith("/")) {
      return Grammar.refused("the path must be absolute", "begin it with /");
    }
    String inner = text.length() == 1 ? "x" : text.substring(1);
    return parseSegments(text, inner, "/srv/data");
  }

  private static Grammar.Result<String> parseRepositoryPath(String text) {
    if (text.startsWith("/")) {
      return Grammar.refused(
          "only files of the repository can be named and their paths are relative to its root",
          "remove the leading /");
    }
    return text.contains("\\")
        ? Grammar.refused("paths in the repository use /", "write " + text.replace('\\', '/'))
        : parseSegments(text, text, "files/index.html");
  }

  private static Grammar.Result<String> parseSegments(String text, String inner, String example) {
    for (String segment : inner.split("/", -1)) {
      if (segment.equals("..")) {
        return Grammar.refused("a path may not climb with ..", "write the path it leads to");
      }
      if (segment.isEmpty() || segment.equals(".")) {
        return Grammar.refused(
            "a path is written the short way, without //, /./ or a slash at its end",
            "write something like " + example);
      }
    }
    return text.contains("\n") || text.contains("\r")
        ? Grammar.refused("a path is one line", "remove the line break")
        : Grammar.read(text);
  }
}
