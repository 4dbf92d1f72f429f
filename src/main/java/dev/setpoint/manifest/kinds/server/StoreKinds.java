package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.PoolSpec;
import dev.setpoint.manifest.instance.ProfileSpec;
import dev.setpoint.manifest.instance.ProjectSpec;
import dev.setpoint.manifest.kinds.EngineFields;
import dev.setpoint.manifest.kinds.Envelope;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Map;

/** The fields of a {@code Project}, a {@code StoragePool} and an {@code InstanceProfile}. */
final class StoreKinds {
  private static final Field<String> DRIVER =
      Field.required("driver", Names.DRIVER)
          .describe("Storage driver. It is never changed: that would lose what the pool holds.")
          .example("zfs");

  private static final Field<Map<String, String>> POOL_CONFIG =
      ServerFields.CONFIG.example("{source: /dev/nvme0n1}");

  private static final Field<Map<String, String>> PROJECT_CONFIG =
      ServerFields.CONFIG.example("{features.networks: false, limits.instances: 20}");

  private static final Field<Map<String, String>> PROFILE_CONFIG =
      ServerFields.CONFIG.example("{limits.cpu: 2, limits.memory: 1GiB}");

  static final Envelope<ServerManifest> PROJECT =
      ServerEnvelope.of(
          ResourceKind.PROJECT,
          Names.NAME,
          List.of(ServerFields.DESCRIPTION, PROJECT_CONFIG, EngineFields.ON_REMOVE),
          StoreKinds::readProject);

  static final Envelope<ServerManifest> STORAGE_POOL =
      ServerEnvelope.of(
          ResourceKind.STORAGEPOOL,
          Names.NAME,
          List.of(DRIVER, ServerFields.DESCRIPTION, POOL_CONFIG, EngineFields.ON_REMOVE),
          StoreKinds::readPool);

  static final Envelope<ServerManifest> INSTANCE_PROFILE =
      ServerEnvelope.of(
          ResourceKind.INSTANCEPROFILE,
          Names.NAME,
          List.of(ServerFields.DESCRIPTION, PROFILE_CONFIG, Devices.DEVICES),
          StoreKinds::readProfile);

  private StoreKinds() {}

  private static ProjectSpec readProject(Values values) {
    return new ProjectSpec(
        values.get(ServerFields.DESCRIPTION),
        values.get(PROJECT_CONFIG, Map.of()),
        EngineFields.deletesOnRemove(values));
  }

  private static PoolSpec readPool(Values values) {
    return new PoolSpec(
        values.require(DRIVER),
        values.get(ServerFields.DESCRIPTION),
        values.get(POOL_CONFIG, Map.of()),
        EngineFields.deletesOnRemove(values));
  }

  private static ProfileSpec readProfile(Values values) {
    return new ProfileSpec(
        values.get(ServerFields.DESCRIPTION),
        values.get(PROFILE_CONFIG, Map.of()),
        values.get(Devices.DEVICES, Map.of()));
  }
}
