package dev.setpoint.manifest;

import dev.setpoint.manifest.instance.DeviceUse;
import dev.setpoint.manifest.instance.ImageName;
import dev.setpoint.manifest.instance.ImageSpec;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.manifest.instance.PoolSpec;
import dev.setpoint.manifest.instance.ProfileSpec;
import dev.setpoint.manifest.instance.ProjectSpec;
import dev.setpoint.manifest.instance.ServerSpec;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

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

  @Override
  public SortedSet<ResourceId> uses() {
    var uses = new TreeSet<ResourceId>();
    if (!project.equals(ServerSpec.DEFAULT_PROJECT)) {
      uses.add(new ResourceId(ResourceKind.PROJECT, project));
    }
    switch (spec) {
      case InstanceSpec instance -> {
        instance
            .profiles()
            .forEach(name -> uses.add(new ResourceId(ResourceKind.INSTANCEPROFILE, name)));
        addDevices(instance.devices(), uses);
        if (instance.image().from() == null
            && instance.image().name() instanceof ImageName.Alias(var alias)) {
          uses.add(new ResourceId(ResourceKind.IMAGE, alias));
        }
      }
      case ProfileSpec profile -> addDevices(profile.devices(), uses);
      case PoolSpec _, ProjectSpec _, ImageSpec _ -> {}
    }
    return uses;
  }

  private static void addDevices(Map<String, Map<String, String>> devices, Set<ResourceId> uses) {
    for (Map<String, String> device : devices.values()) {
      DeviceUse.of(device).forEach(use -> uses.add(new ResourceId(kindOf(use.what()), use.name())));
    }
  }

  private static ResourceKind kindOf(DeviceUse.What what) {
    return switch (what) {
      case NETWORK -> ResourceKind.NETWORK;
      case POOL -> ResourceKind.STORAGEPOOL;
      case VOLUME -> ResourceKind.VOLUME;
    };
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
