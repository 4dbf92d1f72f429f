package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Node;
import org.jspecify.annotations.Nullable;

/** A value that can be written short, as a single value, or in full, as a block. */
final class ShortShape<T> extends Shape<T> {
  private final Shape<T> single;
  private final Shape<T> full;

  ShortShape(Shape<T> single, Shape<T> full) {
    this.single = single;
    this.full = full;
  }

  @Override
  public @Nullable T read(Node node, Reading reading) {
    return switch (node) {
      case Node.Scalar scalar -> single.read(scalar, reading);
      case Node.Mapping block -> full.read(block, reading);
      case Node.Sequence list -> {
        refuseType(list, reading, "write " + single.noun());
        yield null;
      }
    };
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object();
    ArrayNode alternatives = schema.putArray("anyOf");
    alternatives.add(single.schema());
    alternatives.add(full.schema());
    return schema;
  }

  @Override
  public String noun() {
    return single.noun() + " or " + full.noun();
  }

  @Override
  void document(String path, ReferencePage page) {
    full.document(path, page);
  }
}
