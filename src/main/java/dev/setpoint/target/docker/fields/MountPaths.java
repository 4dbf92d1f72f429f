package dev.setpoint.target.docker.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Paths of mounts, and the volumes without a name that images ask for. */
public final class MountPaths {
  private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");

  private MountPaths() {}

  /** The path without a slash at its end. */
  public static String normal(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Volumes without a name of their own at the paths that the image declares, by path. */
  public static Map<String, String> anonymousVolumes(JsonNode inspect, JsonNode image) {
    var declared = new HashSet<String>();
    image.path("Volumes").fieldNames().forEachRemaining(path -> declared.add(normal(path)));
    var found = new TreeMap<String, String>();
    for (JsonNode mount : inspect.path("Mounts")) {
      String path = normal(mount.path("Destination").asText());
      String name = mount.path("Name").asText();
      if (declared.contains(path) && ANONYMOUS.matcher(name).matches()) {
        found.put(path, name);
      }
    }
    return found;
  }
}
