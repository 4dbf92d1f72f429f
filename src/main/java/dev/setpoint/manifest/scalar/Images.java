package dev.setpoint.manifest.scalar;

import dev.setpoint.manifest.container.ImageReference;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shape of image references, by the grammar of the distribution specification. */
public final class Images {
  private static final int MAX_NAME_CHARS = 255;
  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final String DOMAIN =
      "(?:localhost|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+|[A-Za-z0-9.-]+(?=:[0-9]))(?::[0-9]{1,5})?";
  private static final String NAME = "(?:" + DOMAIN + "/)?" + COMPONENT + "(?:/" + COMPONENT + ")*";
  private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";
  private static final String DIGEST = "sha256:[0-9a-f]{64}";
  private static final Pattern REFERENCE =
      Pattern.compile("(" + NAME + ")(?::" + TAG + ")?(?:@" + DIGEST + ")?");
  private static final String EXAMPLE = "registry.example/shop/web:1.4";

  /** An image by name with tag or digest. */
  public static final Shape<ImageReference> IMAGE =
      Shapes.text("an image reference", "^" + REFERENCE.pattern() + "$", EXAMPLE, Images::parse);

  private Images() {}

  private static Grammar.Result<ImageReference> parse(String text) {
    if (text.length() > 2 * MAX_NAME_CHARS) {
      return Grammar.refused("no image name is that long", "write something like " + EXAMPLE);
    }
    Matcher matcher = REFERENCE.matcher(text);
    if (matcher.matches()) {
      return matcher.group(1).length() <= MAX_NAME_CHARS
          ? Grammar.read(new ImageReference(text))
          : Grammar.refused("an image name has at most 255 characters", "shorten it");
    }
    return explain(text);
  }

  private static Grammar.Result<ImageReference> explain(String text) {
    if (text.endsWith(":")) {
      return Grammar.refused(
          "the tag behind the colon is empty", "write a tag, or leave the colon out");
    }
    if (text.contains("@")) {
      return Grammar.refused(
          "a digest is sha256: and 64 lower-case hexadecimal digits", "copy the whole digest");
    }
    if (text.chars().anyMatch(Character::isWhitespace)) {
      return Grammar.refused("an image name holds no spaces", "write something like " + EXAMPLE);
    }
    if (text.contains("://")) {
      return Grammar.refused("an image is named without a scheme", "remove it up to ://");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return REFERENCE.matcher(lower).matches()
        ? Grammar.refused("image names are lower-case", "write " + lower)
        : Grammar.refused(
            "an image is named as [registry/]path[:tag][@digest]",
            "write something like " + EXAMPLE);
  }
}
