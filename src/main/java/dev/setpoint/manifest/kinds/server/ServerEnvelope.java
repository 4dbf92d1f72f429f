package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.ServerSpec;
import dev.setpoint.manifest.kinds.EngineFields;
import dev.setpoint.manifest.kinds.Envelope;
import dev.setpoint.manifest.kinds.PlacementFields;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What all kinds of a server share. */
final class ServerEnvelope {
  /** What stands behind {@code spec:}. */
  private record Spec(
      Placement placement, String project, boolean adopt, Protection protection, ServerSpec spec) {}

  private ServerEnvelope() {}

  /**
   * The envelope of a kind.
   *
   * @param names what its names look like
   * @param fields its own fields
   * @param read makes its spec of them
   */
  static Envelope<ServerManifest> of(
      ResourceKind kind,
      Shape<String> names,
      List<Field<?>> fields,
      Function<Values, ? extends ServerSpec> read) {
    Stream<Field<?>> project =
        kind.uses().contains(ResourceKind.PROJECT)
            ? Stream.of(ServerFields.PROJECT, ServerFields.EXTERNAL)
            : Stream.of();
    List<Field<?>> all =
        Stream.of(
                PlacementFields.FIELDS.stream(),
                project,
                Stream.<Field<?>>of(EngineFields.ADOPT, EngineFields.PROTECT),
                fields.stream())
            .<Field<?>>flatMap(part -> part)
            .toList();
    return Envelope.of(
        kind.yamlName(),
        names,
        Shapes.object("the spec of " + kind.noun(), all, values -> readSpec(values, read)),
        (head, spec) ->
            new ServerManifest(
                head.metadata(),
                head.origin(),
                spec.placement(),
                spec.project(),
                spec.adopt(),
                spec.protection(),
                spec.spec()));
  }

  private static Spec readSpec(Values values, Function<Values, ? extends ServerSpec> read) {
    return new Spec(
        PlacementFields.read(values),
        ServerFields.project(values),
        values.get(EngineFields.ADOPT, false),
        values.get(EngineFields.PROTECT, Protection.NONE),
        read.apply(values));
  }
}
