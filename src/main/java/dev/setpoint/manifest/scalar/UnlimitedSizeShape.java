package dev.setpoint.manifest.scalar;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.shape.Reading;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.yaml.Node;
import org.jspecify.annotations.Nullable;

/** A size, or -1 for "without limit". */
final class UnlimitedSizeShape extends Shape<Long> {
  @Override
  public @Nullable Long read(Node node, Reading reading) {
    return node instanceof Node.Scalar scalar && scalar.plain() && scalar.text().equals("-1")
        ? Long.valueOf(-1)
        : Units.SIZE.read(node, reading);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("anyOf").add(Units.SIZE.schema()).addObject().put("const", -1);
    return schema;
  }

  @Override
  public String noun() {
    return "a size or -1";
  }
}
