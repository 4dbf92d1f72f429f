package dev.setpoint.manifest;

import java.util.Map;

/**
 * A named volume of an engine.
 *
 * <pre>
 * kind: Volume
 * metadata: {name: data}
 * spec:
 *   nodes: {names: [local]}
 *   driver: local
 *   options: {type: nfs, o: "addr=10.0.0.2", device: ":/export"}
 *   labels: {backup: nightly}
 *   onRemove: keep            # or delete: the data goes when the manifest goes
 * </pre>
 *
 * A volume is never replaced: a changed driver or option is reported as drift that a human must
 * settle, since replacing would lose data.
 *
 * @param adopt take over an existing volume of this name
 * @param deleteOnRemove whether the volume may be deleted once its manifest is gone
 * @param protection whether it may be removed without a person's word
 */
public record VolumeManifest(
    Metadata metadata,
    Origin origin,
    Placement placement,
    boolean adopt,
    String driver,
    Map<String, String> options,
    Map<String, String> labels,
    boolean deleteOnRemove,
    Protection protection)
    implements Manifest {
  public VolumeManifest {
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }

  /** One without protection. */
  public VolumeManifest(
      Metadata metadata,
      Origin origin,
      Placement placement,
      boolean adopt,
      String driver,
      Map<String, String> options,
      Map<String, String> labels,
      boolean deleteOnRemove) {
    this(
        metadata,
        origin,
        placement,
        adopt,
        driver,
        options,
        labels,
        deleteOnRemove,
        Protection.NONE);
  }

  @Override
  public ResourceId id() {
    return ResourceId.volume(metadata.name());
  }
}
