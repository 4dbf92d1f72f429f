package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A block whose keys are free within a grammar. */
public final class MapShape<V> extends Shape<Map<String, V>> {
  private final Shape<String> key;
  private final Shape<V> value;

  private final Consumer<Entries<V>> check;

  MapShape(Shape<String> key, Shape<V> value) {
    this(key, value, _ -> {});
  }

  /**
   * @param check called only when every entry is sound
   */
  MapShape(Shape<String> key, Shape<V> value, Consumer<Entries<V>> check) {
    this.key = key;
    this.value = value;
    this.check = check;
  }

  @Override
  public @Nullable Map<String, V> read(Node node, Reading reading) {
    if (!(node instanceof Node.Mapping block)) {
      refuseType(node, reading, "write it as KEY: VALUE lines");
      return null;
    }
    int before = reading.problemCount();
    var values = new LinkedHashMap<String, V>();
    for (Node.Entry entry : block.entries()) {
      String name = readKey(entry.key(), reading);
      reading.enter(new Reading.Key(entry.key().text()));
      V read = value.read(entry.value(), reading);
      if (name != null && read != null) {
        values.put(name, read);
      }
      reading.leave();
    }
    if (reading.problemCount() == before) {
      check.accept(new Entries<>(block, values, reading));
    }
    return reading.problemCount() > before ? null : values;
  }

  private @Nullable String readKey(Node.Scalar name, Reading reading) {
    reading.enter(Reading.Part.KEY);
    String read = key.read(name, reading);
    reading.leave();
    return read;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object().put("type", "object");
    schema.set("propertyNames", key.schema());
    schema.set("additionalProperties", value.schema());
    return schema;
  }

  @Override
  public String noun() {
    return "KEY: VALUE lines (each value: " + value.noun() + ")";
  }

  @Override
  void document(String path, ReferencePage page) {
    value.document(path + ".KEY", page);
  }

  /** The entries of one block with free keys as read, for a check that looks at several of them. */
  public static final class Entries<V> {
    private final Node.Mapping block;
    private final Map<String, V> byKey;
    private final Reading reading;

    Entries(Node.Mapping block, Map<String, V> byKey, Reading reading) {
      this.block = block;
      this.byKey = byKey;
      this.reading = reading;
    }

    /** All of them, in the order of the file. */
    public Map<String, V> all() {
      return byKey;
    }

    /** The value of a key. */
    public Optional<V> find(String key) {
      return Optional.ofNullable(byKey.get(key));
    }

    /** Refuses the block as a whole. */
    public void refuse(String what, String why, String remedy) {
      reading.refuse(block, what, why, remedy);
    }

    /** Refuses the value of a key. */
    public void refuse(String key, String what, String why, String remedy) {
      reading.enter(new Reading.Key(key));
      reading.refuse(node(key), what, why, remedy);
      reading.leave();
    }

    /** Remembers a value together with the place of a key's value. */
    public <T> void mark(Marker<T> marker, T value, String key) {
      reading.enter(new Reading.Key(key));
      reading.mark(marker, value, node(key).place());
      reading.leave();
    }

    private Node node(String key) {
      return block.entries().stream()
          .filter(entry -> entry.key().text().equals(key))
          .map(Node.Entry::value)
          .findFirst()
          .orElse(block);
    }
  }
}
