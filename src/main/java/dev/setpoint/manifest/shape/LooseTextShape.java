package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Node;
import org.jspecify.annotations.Nullable;

/**
 * Text where a plain number or truth value will do, since whoever takes it knows text only. It is
 * taken as it is written.
 */
final class LooseTextShape extends Shape<String> {
  private static final Shape<String> TEXT = Shapes.unshownText("text", "", Grammar::read);

  @Override
  public @Nullable String read(Node node, Reading reading) {
    return node instanceof Node.Scalar scalar
            && !scalar.isNull()
            && scalar.plain()
            && !TextShape.looksLikeText(scalar.text())
        ? scalar.text()
        : TEXT.read(node, reading);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object();
    schema.putArray("type").add("string").add("number").add("boolean");
    return schema;
  }

  @Override
  public String noun() {
    return "text, a number, true or false";
  }
}
