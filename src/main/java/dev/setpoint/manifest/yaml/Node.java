package dev.setpoint.manifest.yaml;

import java.util.List;

/**
 * A composed YAML node with its place. Aliases are already followed, keys are scalars and occur
 * once. Scalars are not typed: what a plain {@code 80} means is for the reader of the field to say.
 */
public sealed interface Node {
  /** Where it begins. */
  Place place();

  /** What people call such a node. */
  String noun();

  /**
   * A single value.
   *
   * @param text its text, escapes resolved
   * @param plain written without quotes, so that YAML may take it for a number or a truth value
   */
  record Scalar(Place place, String text, boolean plain) implements Node {
    /** Whether it stands for "nothing". */
    public boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    @Override
    public String noun() {
      return isNull() ? "nothing" : "a single value";
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    @Override
    public String noun() {
      return "a list";
    }
  }

  /** A block of keys and values, in the order of the file. */
  record Mapping(Place place, List<Entry> entries) implements Node {
    @Override
    public String noun() {
      return "a block of keys";
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, Node value) {}
}
