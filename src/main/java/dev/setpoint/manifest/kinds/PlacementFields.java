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
import org.jspecify.annotations.Nullable;

/** Where a resource lives, and whether it differs from node to node. */
public final class PlacementFields {
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

  private static final Field<Boolean> ALL =
      Field.required("all", Shapes.BOOLEAN)
          .describe("Every node that a `Node` declares.")
          .example("true");

  private static final Shape<Placement> SELECTOR =
      Shapes.<Placement>oneOf(
              "names",
              Shapes.object("a list of node names", List.of(NAMES), PlacementFields::byNames))
          .or(
              "labels",
              Shapes.object("a selector of nodes", List.of(LABELS), PlacementFields::byLabels))
          .or("all", Shapes.object("all nodes", List.of(ALL), PlacementFields::all));

  private static final Field<Placement> NODES =
      Field.required("nodes", SELECTOR)
          .describe("The nodes it lives on, by `names` or by `labels`, or `all` of them.")
          .example("{names: [local]}");

  /** The target, which decides which other fields make sense. */
  public static final Field<String> TARGET =
      Field.optional("target", Names.NAME.markedBy(Marks.TARGET))
          .describe("The engine or server on the node.")
          .example("podman")
          .otherwise("the first target of the node that can hold it");

  private static final Field<Boolean> SUBSTITUTE =
      Field.optional("substitute", Shapes.BOOLEAN)
          .describe(
              "Whether `${node.name}`, `${node.labels.KEY}` and `${vars.NAME}` in the fields below"
                  + " `spec` stand for the values of each node.")
          .example("true")
          .otherwise("false: a dollar sign is a dollar sign");
  private static final Field<String> VARS_FROM =
      Field.optional("varsFrom", Names.REPOSITORY_PATH.markedBy(Marks.VARS_FILE))
          .describe(
              "File of the repository with `NAME: VALUE` lines, for variables that a node does not"
                  + " set itself.")
          .example("vars/site.yaml");

  /** All of them. */
  public static final List<Field<?>> FIELDS = List.of(NODES, TARGET, SUBSTITUTE, VARS_FROM);

  /** The part of a spec that is needed before there are any values. */
  public record Part(Placement placement, @Nullable String varsFrom) {}

  private static final Field<Part> PART_OF_SPEC =
      Field.required(
          "spec",
          Shapes.object(
              "the spec",
              List.of(NODES, SUBSTITUTE, VARS_FROM),
              values -> new Part(values.require(NODES), values.get(VARS_FROM))));

  /** Reads {@code nodes}, {@code substitute} and {@code varsFrom} of a spec that has no more. */
  public static final Shape<Part> PART =
      Shapes.object("a manifest", List.of(PART_OF_SPEC), values -> values.require(PART_OF_SPEC));

  private PlacementFields() {}

  /** Where the resource lives. */
  public static Placement read(Values values) {
    Placement nodes = values.require(NODES);
    if (values.has(VARS_FROM) && !values.get(SUBSTITUTE, false)) {
      values.refuse(
          VARS_FROM,
          "stands without substitute: true",
          "nothing would use its values",
          "write substitute: true or remove it");
    }
    return new Placement(nodes.names(), nodes.labels(), values.get(TARGET), nodes.all());
  }

  private static Placement all(Values values) {
    if (!values.require(ALL)) {
      values.refuse(ALL, "is false", "it would select nothing", "write all: true");
    }
    values.mark(Marks.ALL_NODES, true, ALL);
    return new Placement(Set.of(), Map.of(), null, true);
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
          "write at least one label, or nodes: {all: true}");
    } else {
      values.mark(Marks.NODE_LABELS, labels, LABELS);
    }
    return new Placement(Set.of(), labels, null);
  }
}
