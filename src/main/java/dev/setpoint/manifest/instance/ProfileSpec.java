package dev.setpoint.manifest.instance;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of options and devices that instances share.
 *
 * <pre>
 * kind: InstanceProfile
 * metadata: {name: small}
 * spec:
 *   nodes: {names: [local]}
 *   config: {limits.cpu: 2, limits.memory: 1GiB}
 *   devices:
 *     root: {type: disk, path: /, pool: fast}
 *     eth0: {type: nic, network: front}
 * </pre>
 *
 * @param description null when it is not declared
 * @param config options by key
 * @param devices devices by name, each as its keys with {@code type}
 */
public record ProfileSpec(
    @Nullable String description,
    Map<String, String> config,
    Map<String, Map<String, String>> devices)
    implements ServerSpec {
  public ProfileSpec {
    config = Map.copyOf(config);
    devices = Map.copyOf(devices);
  }
}
