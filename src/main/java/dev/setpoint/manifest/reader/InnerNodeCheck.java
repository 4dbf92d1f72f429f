package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.shape.Marker;
import dev.setpoint.manifest.yaml.Nearest;
import dev.setpoint.manifest.yaml.Visible;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node inside an instance is declared like every node, lies in one instance alone, and neither in
 * itself nor in what lies in it.
 */
final class InnerNodeCheck {
  private final Declarations all;
  private final Nodes nodes;
  private final Findings findings;

  InnerNodeCheck(Declarations all, Nodes nodes, Findings findings) {
    this.all = all;
    this.nodes = nodes;
    this.findings = findings;
  }

  /** An instance on one of its machines, with the node that it makes. */
  private record Inner(Declared by, String parent, Marker.Found<Marks.Inner> found) {
    String node() {
      String named = found.value().name();
      return named == null ? by.name() : named;
    }
  }

  /** Checks all when one of these makes a node: names are compared with each other. */
  void run(Collection<Declared> part) {
    if (part.stream().allMatch(each -> each.marked(Marks.INNER_NODE).isEmpty())) {
      return;
    }
    var byNode = new TreeMap<String, Inner>();
    for (Declared declared : all.of(ResourceKind.INSTANCE)) {
      for (Marker.Found<Marks.Inner> found : declared.marked(Marks.INNER_NODE)) {
        nodes
            .of(declared)
            .forEach(parent -> {
              var inner = new Inner(declared, parent, found);
              Inner first = byNode.putIfAbsent(inner.node(), inner);
              if (first == null) {
                declared(inner);
              } else {
                twice(inner, first);
              }
            });
      }
    }
    byNode.values().forEach(inner -> circle(inner, byNode));
  }

  private void declared(Inner inner) {
    if (inner.node().equals(Nodes.LOCAL)) {
      refuse(inner, "that is the machine of the controller itself", "choose another name");
    } else if (!nodes.exists(inner.node())) {
      refuse(
          inner,
          "no Node of that name is declared",
          Nearest.to(inner.node(), nodes.names())
              .map(near -> "did you mean " + near + "?")
              .orElse("declare the Node, with its labels and targets"));
    }
  }

  private void twice(Inner inner, Inner first) {
    var place = first.found().place();
    String where =
        first.by().equals(inner.by())
            ? "it does so on %s already".formatted(first.parent())
            : "%s makes it already at %s:%d:%d"
                .formatted(first.by().name(), first.by().file(), place.line(), place.column());
    refuse(inner, where, "give each a name of its own");
  }

  /** Walks outwards from machine to machine. */
  private void circle(Inner inner, Map<String, Inner> byNode) {
    if (inner.node().equals(Nodes.LOCAL)) {
      return;
    }
    String parent = inner.parent();
    for (int steps = 0; steps <= byNode.size(); steps++) {
      if (parent.equals(inner.node())) {
        refuse(
            inner,
            "the instance itself is placed on it",
            "place the instance on another node, or name the node otherwise");
        return;
      }
      Inner outer = byNode.get(parent);
      if (outer == null) {
        return;
      }
      parent = outer.parent();
    }
  }

  private void refuse(Inner inner, String why, String remedy) {
    findings.refuse(
        inner.by(),
        inner.found(),
        "makes the node %s on %s".formatted(Visible.quoted(inner.node()), inner.parent()),
        why,
        remedy);
  }
}
