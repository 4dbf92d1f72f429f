package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.node.TargetFamily;
import dev.setpoint.manifest.shape.Marker;
import dev.setpoint.manifest.yaml.Nearest;
import dev.setpoint.manifest.yaml.Visible;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every node, label selector, target and resource that is named must exist. */
final class PlacementCheck {
  private static final int MAX_SHOWN = 3;

  private final Declarations all;
  private final Nodes nodes;
  private final Findings findings;

  PlacementCheck(Declarations all, Nodes nodes, Findings findings) {
    this.all = all;
    this.nodes = nodes;
    this.findings = findings;
  }

  void run(Collection<Declared> part) {
    for (Declared declared : part) {
      declared.marked(Marks.NODE_NAME).forEach(found -> checkName(declared, found));
      declared.marked(Marks.NODE_LABELS).forEach(found -> checkLabels(declared, found));
      declared.marked(Marks.ALL_NODES).forEach(found -> checkAll(declared, found));
      declared.marked(Marks.TARGET).forEach(found -> checkTarget(declared, found));
      declared.marked(Marks.POLICY_RESOURCE).forEach(found -> checkResource(declared, found));
    }
  }

  private void checkName(Declared declared, Marker.Found<String> found) {
    if (!nodes.exists(found.value())) {
      findings.refuse(
          declared,
          found,
          "is " + Visible.quoted(found.value()),
          "no Node of that name is declared",
          Nearest.to(found.value(), nodes.names())
              .map(near -> "did you mean " + near + "?")
              .orElse("declare the Node, or name one of " + some(nodes.names())));
    }
  }

  private void checkLabels(Declared declared, Marker.Found<Map<String, String>> found) {
    if (nodes.withLabels(found.value()).isEmpty() && nodes.areAllSound()) {
      List<String> wanted =
          new TreeMap<>(found.value())
              .entrySet().stream().map(label -> label.getKey() + ": " + label.getValue()).toList();
      Set<String> known = nodes.labels();
      findings.refuse(
          declared,
          found,
          "selects no node",
          "no Node has " + Visible.quoted(String.join(", ", wanted)) + " among its labels",
          wanted.stream()
              .filter(label -> !known.contains(label))
              .flatMap(label -> Nearest.to(label, known).stream())
              .findFirst()
              .map(near -> "did you mean " + near + "?")
              .orElseGet(() -> labelsThere(found.value(), known)));
    }
  }

  /** The values that nodes have of a wanted label, or all their labels. */
  private static String labelsThere(Map<String, String> wanted, Set<String> known) {
    if (known.isEmpty()) {
      return "give labels to a Node, none has any";
    }
    List<String> ofKeys =
        known.stream()
            .filter(label -> wanted.keySet().stream().anyMatch(key -> label.startsWith(key + ": ")))
            .toList();
    boolean exists =
        known.containsAll(
            wanted.entrySet().stream()
                .map(label -> label.getKey() + ": " + label.getValue())
                .toList());
    return exists
        ? "correct the labels, no single Node has them all"
        : "write a label that a Node has: " + some(ofKeys.isEmpty() ? known : ofKeys);
  }

  private void checkAll(Declared declared, Marker.Found<Boolean> found) {
    if (nodes.withLabels(Map.of()).isEmpty() && nodes.areAllSound()) {
      findings.refuse(
          declared,
          found,
          "selects no node",
          "no Node is declared",
          "declare one, or write names: [local]");
    }
  }

  private void checkTarget(Declared declared, Marker.Found<String> found) {
    List<TargetFamily> families = declared.kind().families();
    if (TargetFamily.known(found.value()).filter(known -> !families.contains(known)).isPresent()) {
      findings.refuse(
          declared,
          found,
          "is " + Visible.quoted(found.value()),
          "%s lives in %s".formatted(declared.kind().noun(), families.getFirst().sentence()),
          "write one of them, or remove the line");
      return;
    }
    for (String node : nodes.of(declared)) {
      Set<String> targets = nodes.targets(node);
      if (!targets.isEmpty() && !targets.contains(found.value())) {
        findings.refuse(
            declared,
            found,
            "is " + Visible.quoted(found.value()),
            "the node " + node + " has the targets " + String.join(", ", targets),
            "write one of them, or add the target to the Node");
        return;
      }
    }
  }

  private void checkResource(Declared declared, Marker.Found<String> found) {
    boolean exists =
        Arrays.stream(ResourceKind.values())
            .anyMatch(kind -> all.find(kind, found.value()).isPresent());
    if (!exists) {
      var names = new TreeSet<String>();
      Arrays.stream(ResourceKind.values()).map(all::names).forEach(names::addAll);
      findings.refuse(
          declared,
          found,
          "is " + Visible.quoted(found.value()),
          "nothing of that name is declared, so the policy would say nothing about it",
          Nearest.to(found.value(), names)
              .map(near -> "did you mean " + near + "?")
              .orElse("remove the name"));
    }
  }

  /** A few of many names, so that a message stays one line. */
  static String some(Collection<String> names) {
    int shown = names.size() > MAX_SHOWN + 1 ? MAX_SHOWN : names.size();
    String few = String.join(", ", names.stream().limit(shown).toList());
    return names.size() > shown ? few + " and " + (names.size() - shown) + " more" : few;
  }
}
