package dev.setpoint.manifest.substitution;

import dev.setpoint.manifest.node.VariableValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What variables stand for on one node.
 *
 * @param node its name: {@code node.name}
 * @param labels its labels: {@code node.labels.KEY}
 * @param values its own values, which go before the common ones: {@code vars.NAME}
 * @param common values that are the same for all nodes
 */
public record Variables(
    String node,
    Map<String, String> labels,
    Map<String, VariableValue> values,
    Map<String, VariableValue> common) {
  private static final String NODE_NAME = "node.name";
  private static final String LABEL = "node.labels.";
  private static final String VALUE = "vars.";
  private static final Pattern NAME =
      Pattern.compile(
          "node\\.name|node\\.labels\\.[A-Za-z0-9._/-]{1,253}|vars(\\.[A-Za-z0-9_-]{1,63}){1,2}");

  /** Whether such a name could stand for something. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** What a variable stands for; empty when the node has none of that name. */
  public Optional<VariableValue> find(String name) {
    if (name.equals(NODE_NAME)) {
      return Optional.of(VariableValue.ofText(node));
    }
    if (name.startsWith(LABEL)) {
      return Optional.ofNullable(labels.get(name.substring(LABEL.length())))
          .map(VariableValue::ofText);
    }
    String key = name.startsWith(VALUE) ? name.substring(VALUE.length()) : "";
    return Optional.ofNullable(values.get(key)).or(() -> Optional.ofNullable(common.get(key)));
  }

  /** All names that stand for something, sorted. */
  public Set<String> names() {
    var names = new TreeSet<String>();
    names.add(NODE_NAME);
    labels.keySet().forEach(key -> names.add(LABEL + key));
    values.keySet().forEach(key -> names.add(VALUE + key));
    common.keySet().forEach(key -> names.add(VALUE + key));
    return names;
  }
}
