package dev.setpoint.target.docker.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Gives devices the names that they are declared by. Podman keeps their numbers and names the first
 * file of {@code /dev} with that number, but a declaration may name a link or a folder. Works where
 * engine and agent are on one machine; what cannot be told is taken as declared.
 */
final class DeviceNames {
  private DeviceNames() {}

  static void into(JsonNode inspect, Fields declared) {
    if (declared.get("spec.devices").orElse(null) instanceof FieldValue.Members(var members)) {
      for (JsonNode device : inspect.path("HostConfig").path("Devices")) {
        if (device instanceof ObjectNode live) {
          name(live, members);
        }
      }
    }
  }

  private static void name(ObjectNode live, Set<String> members) {
    String inside = live.path("PathInContainer").asText();
    for (String member : members) {
      String[] parts = member.split(":", 3);
      boolean within = parts.length == 3 && inside.startsWith(parts[1] + "/");
      if (within) {
        // One declared folder is many devices.
        live.put("PathInContainer", parts[1]).put("PathOnHost", parts[0]);
        return;
      }
      if (parts.length == 3
          && inside.equals(parts[1])
          && isSame(parts[0], live.path("PathOnHost").asText())) {
        live.put("PathOnHost", parts[0]);
        return;
      }
    }
  }

  private static boolean isSame(String declared, String live) {
    try {
      return Files.getAttribute(Path.of(declared), "unix:rdev")
          .equals(Files.getAttribute(Path.of(live), "unix:rdev"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException untold) {
      return true;
    }
  }
}
