package dev.setpoint.target.docker.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.target.docker.fields.MountPaths;
import dev.setpoint.target.docker.fields.OwnerLabels;
import java.util.Map;
import java.util.TreeMap;

/** What networks and volumes are created from. */
public final class ObjectBodies {
  private ObjectBodies() {}

  /** Body of a new network. */
  public static ObjectNode network(NetworkManifest manifest, OwnerMark mark, String operation) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("Name", manifest.metadata().name());
    body.put("CheckDuplicate", true);
    body.put("Driver", manifest.driver());
    body.put("Internal", manifest.internal());
    body.put("EnableIPv6", manifest.ipv6());
    body.set("Options", ContainerBody.object(manifest.options()));
    body.set("Labels", labels(manifest.labels(), mark, operation));
    if (!manifest.subnets().isEmpty()) {
      ArrayNode config = body.putObject("IPAM").put("Driver", "default").putArray("Config");
      for (NetworkManifest.Subnet subnet : manifest.subnets()) {
        ObjectNode range = config.addObject().put("Subnet", subnet.subnet());
        if (subnet.gateway() != null) {
          range.put("Gateway", subnet.gateway());
        }
        if (subnet.ipRange() != null) {
          range.put("IPRange", subnet.ipRange());
        }
      }
    }
    return body;
  }

  /** Body of a new volume. */
  public static ObjectNode volume(VolumeManifest manifest, OwnerMark mark, String operation) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("Name", manifest.metadata().name());
    body.put("Driver", manifest.driver());
    body.set("DriverOpts", ContainerBody.object(manifest.options()));
    body.set("Labels", labels(manifest.labels(), mark, operation));
    return body;
  }

  private static JsonNode labels(Map<String, String> declared, OwnerMark mark, String operation) {
    var labels = new TreeMap<>(declared);
    labels.putAll(OwnerLabels.of(mark, operation));
    return ContainerBody.object(labels);
  }

  /** Volumes without a name that a successor takes over from a container, by path. */
  public static Map<String, String> carried(JsonNode inspect, JsonNode imageConfig) {
    return MountPaths.anonymousVolumes(inspect, imageConfig);
  }
}
