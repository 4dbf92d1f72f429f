package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of a {@code Volume}. */
final class VolumeKind {
  private static final Field<String> DRIVER =
      Field.optional("driver", Names.DRIVER)
          .describe("Volume driver of the engine.")
          .example("local")
          .otherwise("local");
  private static final Field<Map<String, String>> OPTIONS =
      Field.optional("options", Names.OPTIONS)
          .describe("Options of the driver.")
          .example("{type: nfs, o: \"addr=10.0.0.2\", device: \":/export\"}");
  private static final Field<String> ON_REMOVE =
      Field.optional("onRemove", Shapes.words("keep", "delete"))
          .describe("What becomes of the data when the manifest goes: `keep` it or `delete` it.")
          .example("keep")
          .otherwise("keep");

  /** What stands behind {@code spec:}. */
  private record Spec(
      Placement placement,
      boolean adopt,
      String driver,
      Map<String, String> options,
      Map<String, String> labels,
      boolean deleteOnRemove,
      Protection protection) {}

  static final Envelope<VolumeManifest> ENVELOPE =
      Envelope.of(
          "Volume",
          Shapes.object(
              "the spec of a Volume",
              Stream.of(
                      PlacementFields.FIELDS,
                      List.of(
                          EngineFields.ADOPT,
                          DRIVER,
                          OPTIONS,
                          EngineFields.LABELS,
                          ON_REMOVE,
                          EngineFields.PROTECT))
                  .flatMap(List::stream)
                  .toList(),
              VolumeKind::readSpec),
          (head, spec) ->
              new VolumeManifest(
                  head.metadata(),
                  head.origin(),
                  spec.placement(),
                  spec.adopt(),
                  spec.driver(),
                  spec.options(),
                  spec.labels(),
                  spec.deleteOnRemove(),
                  spec.protection()));

  private VolumeKind() {}

  private static Spec readSpec(Values values) {
    return new Spec(
        PlacementFields.read(values),
        values.get(EngineFields.ADOPT, false),
        values.get(DRIVER, "local"),
        values.get(OPTIONS, Map.of()),
        values.get(EngineFields.LABELS, Map.of()),
        values.get(ON_REMOVE, "keep").equals("delete"),
        values.get(EngineFields.PROTECT, Protection.NONE));
  }
}
