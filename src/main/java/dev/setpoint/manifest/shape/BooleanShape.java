package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Visible;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code true} or {@code false}, and none of the other words that some readers of YAML take. */
final class BooleanShape extends Shape<Boolean> {
  @Override
  public @Nullable Boolean read(Node node, Reading reading) {
    if (!(node instanceof Node.Scalar scalar) || scalar.isNull()) {
      refuseType(node, reading, "write true or false");
      return null;
    }
    if (scalar.plain() && scalar.text().equals("true")) {
      return true;
    }
    if (scalar.plain() && scalar.text().equals("false")) {
      return false;
    }
    reading.refuse(
        node,
        "is " + Visible.quoted(scalar.text()),
        scalar.plain()
            ? "only true and false are truth values"
            : "quotes make it text and a truth value is needed",
        "write " + meant(scalar.text()));
    return null;
  }

  private static String meant(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "y", "1" -> "true";
      case "false", "no", "off", "n", "0" -> "false";
      default -> "true or false";
    };
  }

  @Override
  public ObjectNode schema() {
    return Json.object().put("type", "boolean");
  }

  @Override
  public String noun() {
    return "true or false";
  }
}
