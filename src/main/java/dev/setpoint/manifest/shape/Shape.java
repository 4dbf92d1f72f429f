package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Node;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a value must look like: reads it, and describes itself. Immutable; safe for many threads.
 *
 * @param <T> what it reads into
 */
public abstract class Shape<T> {
  /** Reads a node. Null means that it is not of this shape and a problem has been reported. */
  public abstract @Nullable T read(Node node, Reading reading);

  /** The JSON Schema of what {@link #read} takes. It may be wider, never narrower. */
  public abstract ObjectNode schema();

  /** What people call such a value, with an article where it needs one: "a duration". */
  public abstract String noun();

  /** Adds the fields below {@code path} to a reference page. */
  void document(String path, ReferencePage page) {}

  /** The same shape, which also remembers where each value stands. */
  public final Shape<T> markedBy(Marker<T> marker) {
    return new Marked<>(this, marker);
  }

  /** The same shape, whose values are turned into others. */
  public final <U> Shape<U> as(Function<? super T, ? extends U> make) {
    return new Made<>(this, make);
  }

  /** Reports that the node is something else than this shape takes. */
  final void refuseType(Node node, Reading reading, String remedy) {
    if (node instanceof Node.Scalar scalar && scalar.isNull()) {
      reading.refuse(
          node,
          "has no value",
          "a field is either given or left out",
          "remove the line, or " + remedy);
    } else {
      reading.refuse(node, "is " + node.noun(), "it must be " + noun(), remedy);
    }
  }

  /** A shape whose values are remembered with their place. */
  private static final class Marked<T> extends Shape<T> {
    private final Shape<T> shape;
    private final Marker<T> marker;

    Marked(Shape<T> shape, Marker<T> marker) {
      this.shape = shape;
      this.marker = marker;
    }

    @Override
    public @Nullable T read(Node node, Reading reading) {
      T value = shape.read(node, reading);
      if (value != null) {
        reading.mark(marker, value, node.place());
      }
      return value;
    }

    @Override
    public ObjectNode schema() {
      return shape.schema();
    }

    @Override
    public String noun() {
      return shape.noun();
    }

    @Override
    void document(String path, ReferencePage page) {
      shape.document(path, page);
    }
  }

  /** A shape whose values are made of those of another one. */
  private static final class Made<T, U> extends Shape<U> {
    private final Shape<T> shape;
    private final Function<? super T, ? extends U> make;

    Made(Shape<T> shape, Function<? super T, ? extends U> make) {
      this.shape = shape;
      this.make = make;
    }

    @Override
    public @Nullable U read(Node node, Reading reading) {
      T value = shape.read(node, reading);
      return value == null ? null : make.apply(value);
    }

    @Override
    public ObjectNode schema() {
      return shape.schema();
    }

    @Override
    public String noun() {
      return shape.noun();
    }

    @Override
    void document(String path, ReferencePage page) {
      shape.document(path, page);
    }
  }
}
