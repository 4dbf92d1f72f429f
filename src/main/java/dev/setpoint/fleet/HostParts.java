package dev.setpoint.fleet;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.manifest.HostManifest;
import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import java.util.List;
import java.util.Optional;

/** The things that a Host declares, each as a resource of its own. */
public final class HostParts {
  /** Stands between the kind of thing and the path of one of its fields. */
  private static final String OF = ":";

  private HostParts() {}

  /** The parts of a resource; only itself, when it is no Host. */
  public static List<OrderedResource> of(OrderedResource resource) {
    return resource.manifest() instanceof HostManifest host
        ? host.parts().stream().map(part -> part(resource, part)).toList()
        : List.of(resource);
  }

  /** The part of this id, or the resource itself when that is its id. */
  static Optional<OrderedResource> find(OrderedResource resource, ResourceId id) {
    if (resource.manifest().id().equals(id)) {
      return Optional.of(resource);
    }
    return resource.manifest() instanceof HostManifest host
        ? host.parts().stream()
            .filter(part -> part.id().equals(id))
            .findFirst()
            .map(part -> part(resource, part))
        : Optional.empty();
  }

  private static OrderedResource part(OrderedResource host, Part part) {
    String prefix = part.id().kind().word() + OF;
    List<String> ignored =
        host.ignored().stream()
            .filter(path -> path.startsWith(prefix))
            .map(path -> path.substring(prefix.length()))
            .toList();
    return new OrderedResource(part, "", host.mode(), ignored, host.files());
  }

  /** The path of an ignored field of a part, as the ordered Host carries it. */
  static String ignored(ResourceKind kind, String field) {
    return kind.word() + OF + field;
  }
}
