package dev.setpoint.manifest.instance;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A storage pool.
 *
 * <pre>
 * kind: StoragePool
 * metadata: {name: fast}
 * spec:
 *   nodes: {names: [local]}
 *   driver: zfs
 *   config: {source: /dev/nvme0n1}
 *   onRemove: keep
 * </pre>
 *
 * @param driver storage driver, such as {@code dir} or {@code zfs}; never changed
 * @param description null when it is not declared
 * @param config options by key
 * @param deleteOnRemove whether the pool may be deleted once its manifest is gone
 */
public record PoolSpec(
    String driver, @Nullable String description, Map<String, String> config, boolean deleteOnRemove)
    implements ServerSpec {
  public PoolSpec {
    config = Map.copyOf(config);
  }
}
