package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.draft.Sketch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Options of engines that no manifest has a field for: nothing compares them, so that they stay as
 * long as the container lives, and a new one would not have them.
 */
final class Unsaid {
  private static final Set<String> NOTHING = Set.of("", "0", "-1", "false", "null", "[]", "{}");

  /** Values beside those that are nothing that every container has. */
  private static final Map<String, Set<String>> HOST = new LinkedHashMap<>();

  static {
    HOST.put("PidMode", Set.of("private"));
    HOST.put("IpcMode", Set.of("private", "shareable"));
    HOST.put("UTSMode", Set.of("private"));
    HOST.put("UsernsMode", Set.of());
    HOST.put("CgroupParent", Set.of());
    HOST.put("Runtime", Set.of("runc", "crun", "oci", "io.containerd.runc.v2"));
    HOST.put("Isolation", Set.of("default"));
    HOST.put("OomScoreAdj", Set.of());
    HOST.put("OomKillDisable", Set.of());
    HOST.put("BlkioWeight", Set.of());
    HOST.put("CpuRealtimePeriod", Set.of());
    HOST.put("CpuRealtimeRuntime", Set.of());
    HOST.put("CpusetMems", Set.of());
    HOST.put("KernelMemory", Set.of());
    HOST.put("MemorySwappiness", Set.of());
    HOST.put("PublishAllPorts", Set.of());
    HOST.put("Links", Set.of());
    HOST.put("VolumesFrom", Set.of());
    HOST.put("DeviceRequests", Set.of());
    HOST.put("DeviceCgroupRules", Set.of());
    HOST.put("BlkioWeightDevice", Set.of());
    HOST.put("BlkioDeviceReadBps", Set.of());
    HOST.put("BlkioDeviceWriteBps", Set.of());
    HOST.put("BlkioDeviceReadIOps", Set.of());
    HOST.put("BlkioDeviceWriteIOps", Set.of());
    HOST.put("StorageOpt", Set.of());
  }

  private static final Set<String> CONFIG = Set.of("Domainname", "MacAddress", "Tty", "OpenStdin");

  private Unsaid() {}

  static void note(LiveView view, Sketch sketch) {
    HOST.forEach((key, usual) -> note(view.host().path(key), key, usual, sketch));
    CONFIG.stream().sorted().forEach(key -> note(view.config().path(key), key, Set.of(), sketch));
    boolean isUnmasked =
        view.host().path("MaskedPaths").isArray()
            && view.host().path("MaskedPaths").isEmpty()
            && !view.host().path("Privileged").asBoolean()
            && !view.isPodman();
    if (isUnmasked) {
      sketch.lost("the security option systempaths=unconfined");
    }
  }

  private static void note(JsonNode value, String key, Set<String> usual, Sketch sketch) {
    String text = value.isContainerNode() ? value.toString() : value.asText("");
    if (!value.isMissingNode() && !NOTHING.contains(text) && !usual.contains(text)) {
      String shown = value.isContainerNode() ? "" : " " + text;
      sketch.lost("%s%s".formatted(key, shown));
    }
  }
}
