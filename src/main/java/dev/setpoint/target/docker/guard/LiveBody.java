package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a container that is there has of the machine, as if it were to be made: whoever may write
 * into one that has more than the policy allows has it, too.
 */
final class LiveBody {
  private static final List<String> REACHING =
      List.of("Privileged", "PidMode", "IpcMode", "UTSMode", "NetworkMode", "VolumesFrom");

  private static final List<String> OWN_NETWORKS = List.of("slirp4netns", "pasta");

  private LiveBody() {}

  /** The {@code HostConfig} of it. */
  static JsonNode hostOf(JsonNode inspect) {
    ObjectNode host = JsonNodeFactory.instance.objectNode();
    JsonNode live = inspect.path("HostConfig");
    REACHING.stream().filter(live::has).forEach(key -> host.set(key, live.get(key)));
    // What an engine without root makes of a network of its own.
    if (OWN_NETWORKS.stream().anyMatch(live.path("NetworkMode").asText()::startsWith)) {
      host.remove("NetworkMode");
    }
    var mounts = host.putArray("Mounts");
    for (JsonNode mount : inspect.path("Mounts")) {
      String type = mount.path("Type").asText();
      if (type.equals("bind") || type.equals("volume")) {
        mounts
            .addObject()
            .put("Type", type)
            .put("Source", mount.path(type.equals("bind") ? "Source" : "Name").asText())
            .put("ReadOnly", !mount.path("RW").asBoolean(true));
      }
    }
    return host;
  }
}
