package dev.setpoint.manifest.shape;

import dev.setpoint.manifest.yaml.Node;
import java.util.Map;
import java.util.Optional;

/** The entries of one block with free keys as read, for a check that looks at several of them. */
public final class MapValues<V> {
  private final Node.Mapping block;
  private final Map<String, V> byKey;
  private final Reading reading;

  MapValues(Node.Mapping block, Map<String, V> byKey, Reading reading) {
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
