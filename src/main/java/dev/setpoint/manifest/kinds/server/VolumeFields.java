package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.instance.ServerVolume;
import dev.setpoint.manifest.instance.ServerVolume.ContentType;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Map;

/** Fields of a volume that only LXD and Incus know. */
public final class VolumeFields {
  /** The storage pool. */
  public static final Field<String> POOL =
      Field.optional("pool", Names.NAME)
          .describe("The storage pool of the LXD or Incus server; required there.")
          .example("fast");

  private static final Field<Map<String, String>> CONFIG =
      ServerFields.CONFIG.example("{size: 10GiB}");

  private static final Field<ContentType> CONTENT_TYPE =
      Field.optional("contentType", Shapes.words(ContentType.class, ContentType::word))
          .describe("What it holds. It is never changed: that would lose the data.")
          .example("block")
          .otherwise("filesystem");

  /** All of them. */
  public static final List<Field<?>> FIELDS =
      List.of(
          ServerFields.PROJECT,
          POOL,
          ServerFields.DESCRIPTION,
          CONFIG,
          CONTENT_TYPE,
          ServerFields.SNAPSHOTS,
          ServerFields.EXTERNAL);

  private VolumeFields() {}

  /** What a server knows of the volume. */
  public static ServerVolume read(Values values) {
    String pool = values.get(POOL);
    if (pool != null) {
      values.mark(Marks.SERVER_USE, new Marks.Use(ResourceKind.STORAGEPOOL, pool, false), POOL);
    }
    return new ServerVolume(
        ServerFields.project(values),
        pool,
        values.get(ServerFields.DESCRIPTION),
        values.get(CONFIG, Map.of()),
        values.get(CONTENT_TYPE),
        values.get(ServerFields.SNAPSHOTS));
  }
}
