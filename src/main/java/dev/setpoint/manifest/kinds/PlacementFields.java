package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code nodes} and {@code target}: where a resource lives. */
final class PlacementFields {
  private static final Field<List<String>> NAMES =
      Field.required(
              "names",
              Shapes.list(Names.NAME.markedBy(Marks.NODE_NAME))
                  .notEmpty()
                  .uniqueBy(name -> name, "node"))
          .describe("Names of nodes. `local` is the machine that `setpoint up` runs on.")
          .example("[local]");
  private static final Field<Map<String, String>> LABELS =
      Field.required("labels", Names.LABELS)
          .describe("Labels that a node must all have.")
          .example("{role: edge}");

  private static final Shape<Placement> SELECTOR =
      Shapes.<Placement>oneOf(
              "names",
              Shapes.object("a list of node names", List.of(NAMES), PlacementFields::byNames))
          .or(
              "labels",
              Shapes.object("a selector of nodes", List.of(LABELS), PlacementFields::byLabels));

  private static final Field<Placement> NODES =
      Field.required("nodes", SELECTOR)
          .describe("The nodes it lives on, by `names` or by `labels`.")
          .example("{names: [local]}");
  private static final Field<String> TARGET =
      Field.optional("target", Names.NAME.markedBy(Marks.TARGET))
          .describe("The engine on the node.")
          .example("podman")
          .otherwise("the first target of the node");

  static final List<Field<?>> FIELDS = List.of(NODES, TARGET);

  private PlacementFields() {}

  static Placement read(Values values) {
    Placement nodes = values.require(NODES);
    return new Placement(nodes.names(), nodes.labels(), values.get(TARGET));
  }

  private static Placement byNames(Values values) {
    Set<String> names = new LinkedHashSet<>(values.require(NAMES));
    return new Placement(names, Map.of(), null);
  }

  private static Placement byLabels(Values values) {
    Map<String, String> labels = values.require(LABELS);
    if (labels.isEmpty()) {
      values.refuse(
          LABELS,
          "is empty",
          "an empty selector would mean every node",
          "write at least one label");
    }
    values.mark(Marks.NODE_LABELS, labels, LABELS);
    return new Placement(Set.of(), labels, null);
  }
}
