package dev.setpoint.manifest.shape;

import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one block as read, for the function that makes a value of them. */
public final class Values {
  /** A value of a field and the node it was read from. */
  record Read(Object value, Node node) {}

  private final Node node;
  private final Map<String, Read> byKey;
  private final Reading reading;

  Values(Node node, Map<String, Read> byKey, Reading reading) {
    this.node = node;
    this.byKey = byKey;
    this.reading = reading;
  }

  /** The value of a field, or null when it was left out. */
  @SuppressWarnings("unchecked") // ObjectShape puts in what the field's own shape has read
  public <T> @Nullable T get(Field<T> field) {
    Read read = byKey.get(field.key());
    return read == null ? null : (T) read.value();
  }

  /** The value of a field, or what holds when it was left out. */
  public <T> T get(Field<T> field, T fallback) {
    T value = get(field);
    return value == null ? fallback : value;
  }

  /** The value of a required field. */
  public <T> T require(Field<T> field) {
    T value = get(field);
    if (value == null) {
      throw new IllegalStateException("not a required field: " + field.key());
    }
    return value;
  }

  /** Whether the field was written. */
  public boolean has(Field<?> field) {
    return byKey.containsKey(field.key());
  }

  /** Where the block begins. */
  public Place place() {
    return node.place();
  }

  /** Where the value of a field begins; where the block does when it was left out. */
  public Place place(Field<?> field) {
    Read read = byKey.get(field.key());
    return read == null ? node.place() : read.node().place();
  }

  /** Path of the file in the repository. */
  public String file() {
    return reading.file();
  }

  /** Refuses a field for a reason that lies in another one. */
  public void refuse(Field<?> field, String what, String why, String remedy) {
    Read read = byKey.get(field.key());
    reading.enter(field.key());
    reading.refuse(read == null ? node : read.node(), what, why, remedy);
    reading.leave();
  }

  /** Refuses the block as a whole. */
  public void refuse(String what, String why, String remedy) {
    reading.refuse(node, what, why, remedy);
  }

  /** Refuses one element of a list field for a reason that lies in another one. */
  public void refuseItem(Field<?> field, int index, String what, String why, String remedy) {
    reading.enter(field.key());
    reading.enter(index);
    reading.refuse(item(field, index), what, why, remedy);
    reading.leave();
    reading.leave();
  }

  /** Remembers a value together with the place of a field. */
  public <T> void mark(Marker<T> marker, T value, Field<?> field) {
    Read read = byKey.get(field.key());
    reading.enter(field.key());
    reading.mark(marker, value, read == null ? node.place() : read.node().place());
    reading.leave();
  }

  /** Remembers a value together with the place of one element of a list field. */
  public <T> void markItem(Marker<T> marker, T value, Field<?> field, int index) {
    reading.enter(field.key());
    reading.enter(index);
    reading.mark(marker, value, item(field, index).place());
    reading.leave();
    reading.leave();
  }

  private Node item(Field<?> field, int index) {
    Read read = byKey.get(field.key());
    return read != null && read.node() instanceof Node.Sequence list
        ? list.items().get(index)
        : node;
  }
}
