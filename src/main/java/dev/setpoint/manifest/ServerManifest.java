package dev.setpoint.manifest;

import dev.setpoint.manifest.instance.ImageSpec;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.manifest.instance.PoolSpec;
import dev.setpoint.manifest.instance.ProfileSpec;
import dev.setpoint.manifest.instance.ProjectSpec;
import dev.setpoint.manifest.instance.ServerSpec;

/**
 * A manifest of a kind that only LXD and Incus servers hold: an instance, a profile, a storage
 * pool, a project or an image.
 *
 * @param project the project of the server that holds it; {@code default} unless said otherwise
 * @param adopt take over an existing one of this name
 * @param protection whether it may be removed or replaced without a person's word
 * @param spec what it should be; its type is the kind
 */
public record ServerManifest(
    Metadata metadata,
    Origin origin,
    Placement placement,
    String project,
    boolean adopt,
    Protection protection,
    ServerSpec spec)
    implements Manifest {
  @Override
  public ResourceId id() {
    return new ResourceId(kindOf(spec), metadata.name());
  }

  @Override
  public boolean deleteOnRemove() {
    return spec.deleteOnRemove();
  }

  private static ResourceKind kindOf(ServerSpec spec) {
    return switch (spec) {
      case InstanceSpec _ -> ResourceKind.INSTANCE;
      case ProfileSpec _ -> ResourceKind.INSTANCEPROFILE;
      case PoolSpec _ -> ResourceKind.STORAGEPOOL;
      case ProjectSpec _ -> ResourceKind.PROJECT;
      case ImageSpec _ -> ResourceKind.IMAGE;
    };
  }
}
