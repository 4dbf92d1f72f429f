package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.VariableValue;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.ObjectShape;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import java.util.List;
import java.util.Map;

/** The fields of a {@code Node}. */
final class NodeKind {
  /** What may be done to resources; {@code ask} is planned, so people will try it. */
  static final Shape<Mode> MODE =
      Shapes.words(Mode.class, Mode::word)
          .refusing(
              "ask",
              "asking a human before a correction comes with a later version",
              "write observe");

  private static final Field<String> TARGET_NAME =
      Field.required("name", Shapes.words("docker", "podman"))
          .describe("The engine.")
          .example("docker");
  private static final Field<String> SOCKET =
      Field.optional("socket", Names.ABSOLUTE_PATH)
          .describe("Path of its unix socket.")
          .example("/run/podman/podman.sock")
          .otherwise("the usual socket of the engine");
  private static final Field<List<TargetDeclaration>> TARGETS =
      Field.optional(
              "targets",
              Shapes.list(
                      Shapes.object(
                          "an engine",
                          List.of(TARGET_NAME, SOCKET),
                          values ->
                              new TargetDeclaration(
                                  values.require(TARGET_NAME), values.get(SOCKET))))
                  .uniqueBy(TargetDeclaration::name, "name"))
          .describe("Engines that hold its resources; the first one is the default.")
          .example("[{name: docker}]")
          .otherwise("the engine that the agent finds");
  private static final Field<Mode> DEFAULT_MODE =
      Field.optional("mode", MODE)
          .describe(
              "What may be done to everything on this node: `observe` reports only, `correct` heals"
                  + " and follows git, `hold` heals and takes no new revision, `off` looks away.")
          .example("observe")
          .otherwise("correct");

  private static final Field<Map<String, VariableValue>> VARS =
      Field.optional("vars", Shapes.VARIABLES)
          .describe(
              "Values for manifests that ask for substitution, as `${vars.NAME}`; in one level of"
                  + " groups, as `${vars.GROUP.NAME}`.")
          .example("{site: lyon, workers: 4, db: {host: 10.0.0.2}}");

  /** What stands behind {@code spec:}. */
  private record Spec(
      List<TargetDeclaration> targets, Mode mode, Map<String, VariableValue> vars) {}

  private static final ObjectShape<Spec> SPEC =
      Shapes.object(
          "the spec of a Node",
          List.of(TARGETS, DEFAULT_MODE, VARS),
          values ->
              new Spec(
                  values.get(TARGETS, List.of()),
                  values.get(DEFAULT_MODE, Mode.CORRECT),
                  values.get(VARS, Map.of())));

  static final Envelope<NodeManifest> ENVELOPE =
      Envelope.optionalSpec(
          "Node",
          SPEC,
          new Spec(List.of(), Mode.CORRECT, Map.of()),
          (head, spec) ->
              new NodeManifest(
                  head.metadata(), head.origin(), spec.targets(), spec.mode(), spec.vars()));

  private NodeKind() {}
}
