package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.manifest.instance.ServerVolume;
import dev.setpoint.manifest.kinds.server.Families;
import dev.setpoint.manifest.kinds.server.VolumeFields;
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

  /** Fields that only engines know. */
  private static final List<Field<?>> OF_ENGINE = List.of(DRIVER, OPTIONS, EngineFields.LABELS);

  /** What stands behind {@code spec:}. */
  private record Spec(
      Placement placement,
      boolean adopt,
      String driver,
      Map<String, String> options,
      Map<String, String> labels,
      boolean deleteOnRemove,
      Protection protection,
      ServerVolume server) {}

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
                          EngineFields.ON_REMOVE,
                          EngineFields.PROTECT),
                      VolumeFields.FIELDS)
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
                  spec.protection(),
                  spec.server()));

  private VolumeKind() {}

  private static Spec readSpec(Values values) {
    if (Families.check(values, OF_ENGINE, VolumeFields.FIELDS) && !values.has(VolumeFields.POOL)) {
      values.refuse(
          "names no pool",
          "a volume of LXD or Incus lies in a storage pool",
          "write pool: and the name of a StoragePool");
    }
    return new Spec(
        PlacementFields.read(values),
        values.get(EngineFields.ADOPT, false),
        values.get(DRIVER, "local"),
        values.get(OPTIONS, Map.of()),
        values.get(EngineFields.LABELS, Map.of()),
        EngineFields.deletesOnRemove(values),
        values.get(EngineFields.PROTECT, Protection.NONE),
        VolumeFields.read(values));
  }
}
