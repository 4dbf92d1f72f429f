package dev.setpoint.manifest.instance;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A project: a name space of a server with limits and restrictions.
 *
 * <pre>
 * kind: Project
 * metadata: {name: shop}
 * spec:
 *   nodes: {names: [local]}
 *   config: {features.networks: false, limits.instances: 20}
 *   onRemove: keep
 * </pre>
 *
 * @param description null when it is not declared
 * @param config options by key: {@code features.*}, {@code limits.*}, {@code restricted.*}
 * @param deleteOnRemove whether it may be deleted once its manifest is gone; only an empty one is
 */
public record ProjectSpec(
    @Nullable String description, Map<String, String> config, boolean deleteOnRemove)
    implements ServerSpec {
  public ProjectSpec {
    config = Map.copyOf(config);
  }
}
