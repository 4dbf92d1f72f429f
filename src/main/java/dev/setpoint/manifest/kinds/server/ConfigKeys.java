package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import java.util.regex.Pattern;

/** Keys of options. Some belong to the server, and some to us. */
final class ConfigKeys {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:-]{0,252}");
  private static final Pattern HWADDR = Pattern.compile("volatile\\.[A-Za-z0-9_-]{1,63}\\.hwaddr");
  private static final String SCHEMA = "^(?!image\\.|user\\.setpoint\\.)[A-Za-z0-9]";

  /** A key of anything but an instance. */
  static final Shape<String> KEY =
      Shapes.text("an option key", SCHEMA, "user.team", text -> parse(text, false));

  /** A key of an instance, whose network cards can be given a fixed hardware address. */
  static final Shape<String> OF_INSTANCE =
      Shapes.text("an option key", SCHEMA, "limits.cpu", text -> parse(text, true));

  private ConfigKeys() {}

  private static Grammar.Result<String> parse(String text, boolean isOfInstance) {
    if (text.startsWith("user.setpoint.")) {
      return Grammar.refused(
          "options under user.setpoint. say who owns a resource", "choose another prefix");
    }
    if (text.startsWith("image.")) {
      return Grammar.refused(
          "options under image. are copied from the image by the server", "remove it");
    }
    if (text.startsWith("volatile.") && !(isOfInstance && HWADDR.matcher(text).matches())) {
      return Grammar.refused(
          "options under volatile. are what the server remembers for itself",
          isOfInstance ? "remove it; only volatile.NIC.hwaddr can be declared" : "remove it");
    }
    return FORM.matcher(text).matches()
        ? Grammar.read(text)
        : Grammar.refused(
            "option keys have letters, digits and . _ / : - and begin with a letter or digit",
            "write something like limits.cpu");
  }
}
