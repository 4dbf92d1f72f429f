package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.manifest.node.TargetFamily;
import dev.setpoint.manifest.node.VariableValue;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Servers;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.ObjectShape;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
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

  private static final Shape<String> TARGET_NAMES =
      Shapes.words(TargetFamily.allWords().toArray(String[]::new));

  private static final Field<String> TARGET_NAME =
      Field.required("name", TARGET_NAMES)
          .describe("The engine, or the server of system containers.")
          .example("docker");
  private static final Field<String> SOCKET =
      Field.optional("socket", Names.ABSOLUTE_PATH)
          .describe("Path of its unix socket.")
          .example("/run/podman/podman.sock")
          .otherwise("the usual socket of the engine");

  private static final Field<String> URL =
      Field.optional("url", Servers.HTTPS_SERVER)
          .describe("An LXD or Incus server elsewhere, instead of a socket.")
          .example("https://10.0.0.7:8443");

  private static final Field<String> CERTIFICATE =
      Field.optional("certificate", Servers.SHA256)
          .describe("SHA-256 of the certificate of that server: 64 hexadecimal digits.")
          .example("\"" + "1f3c07de".repeat(8) + "\"");

  private static final Field<String> SECRET =
      Field.required("secret", Names.SECRET)
          .describe("Name in the node's secret store.")
          .example("lxd/trust");

  private static final Field<String> TRUST_TOKEN =
      Field.optional(
              "trustToken",
              Shapes.object("a secret", List.of(SECRET), values -> values.require(SECRET)))
          .describe("The token that makes that server trust this node, from its secrets.")
          .example("{secret: lxd/trust}")
          .otherwise("it trusts it already");
  private static final Field<List<TargetDeclaration>> TARGETS =
      Field.optional(
              "targets",
              Shapes.list(
                      Shapes.object(
                          "a target",
                          List.of(TARGET_NAME, SOCKET, URL, CERTIFICATE, TRUST_TOKEN),
                          NodeKind::readTarget))
                  .uniqueBy(TargetDeclaration::name, "name"))
          .describe(
              "Engines and servers that hold its resources; the first one that can hold a resource"
                  + " is its default.")
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

  private static TargetDeclaration readTarget(Values values) {
    String name = values.require(TARGET_NAME);
    String url = values.get(URL);
    if (url == null) {
      refuseWithoutUrl(values, CERTIFICATE);
      refuseWithoutUrl(values, TRUST_TOKEN);
      return new TargetDeclaration(name, values.get(SOCKET));
    }
    if (TargetFamily.of(name) == TargetFamily.ENGINE) {
      values.refuse(
          URL,
          "is given for " + name,
          "an engine is only spoken to over the socket of its own machine",
          "put an agent on that machine, or remove url");
    }
    if (values.has(SOCKET)) {
      values.refuse(
          URL, "stands beside socket", "a target is reached in one way", "remove one of the two");
    }
    if (!values.has(CERTIFICATE)) {
      values.refuse(
          URL,
          "stands without certificate",
          "nobody could tell whether the right server answers",
          "write the SHA-256 of its certificate in certificate:");
    }
    return new TargetDeclaration(
        name,
        null,
        new TargetDeclaration.Remote(url, values.get(CERTIFICATE, ""), values.get(TRUST_TOKEN)));
  }

  private static void refuseWithoutUrl(Values values, Field<?> field) {
    if (values.has(field)) {
      values.refuse(
          field,
          "stands without url",
          "it is for a server that is reached over HTTPS",
          "write url: or remove it");
    }
  }
}
