package dev.setpoint.manifest;

import dev.setpoint.manifest.instance.ServerSpec;
import dev.setpoint.manifest.instance.ServerVolume;
import dev.setpoint.manifest.node.TargetFamily;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A named volume of an engine, or a custom storage volume of an LXD or Incus server.
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
 * or, on a server:
 *
 * <pre>
 *   target: lxd
 *   pool: fast
 *   config: {size: 10GiB}
 *   contentType: filesystem
 *   snapshots: {schedule: "@daily", expiry: 7d, pattern: "daily-%d"}
 * </pre>
 *
 * A volume is never replaced: a changed driver or option is reported as drift that a human must
 * settle, since replacing would lose data.
 *
 * @param adopt take over an existing volume of this name
 * @param deleteOnRemove whether the volume may be deleted once its manifest is gone
 * @param server what only LXD and Incus know of it
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
    Protection protection,
    ServerVolume server)
    implements Manifest {
  public VolumeManifest {
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }

  /** One of an engine. */
  public VolumeManifest(
      Metadata metadata,
      Origin origin,
      Placement placement,
      boolean adopt,
      String driver,
      Map<String, String> options,
      Map<String, String> labels,
      boolean deleteOnRemove,
      Protection protection) {
    this(
        metadata,
        origin,
        placement,
        adopt,
        driver,
        options,
        labels,
        deleteOnRemove,
        protection,
        ServerVolume.NONE);
  }

  /** One of an engine, without protection. */
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

  @Override
  public SortedSet<ResourceId> uses() {
    var uses = new TreeSet<ResourceId>();
    if (!server.project().equals(ServerSpec.DEFAULT_PROJECT)) {
      uses.add(new ResourceId(ResourceKind.PROJECT, server.project()));
    }
    String pool = server.pool();
    if (pool != null) {
      uses.add(new ResourceId(ResourceKind.STORAGEPOOL, pool));
    }
    return uses;
  }

  @Override
  public List<TargetFamily> families() {
    if (!server.equals(ServerVolume.NONE)) {
      return List.of(TargetFamily.SERVER);
    }
    return options.isEmpty() && labels.isEmpty()
        ? id().kind().families()
        : List.of(TargetFamily.ENGINE);
  }
}
