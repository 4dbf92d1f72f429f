package dev.setpoint.target.docker.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.json.JsonTrees;

/**
 * The limits of an update call in the words of Podman's own API, which are those of the OCI runtime
 * specification. What the call does not name stays as it is.
 */
final class PodmanLimits {
  private static final long PERIOD = 100_000;
  private static final long NANOS_OF_QUOTA = 1_000_000_000 / PERIOD;

  private PodmanLimits() {}

  static ObjectNode of(JsonNode update) {
    ObjectNode limits = JsonTrees.object();
    ObjectNode memory = JsonTrees.object();
    copy(update, "Memory", memory, "limit");
    copy(update, "MemoryReservation", memory, "reservation");
    copy(update, "MemorySwap", memory, "swap");
    ObjectNode cpu = JsonTrees.object();
    copy(update, "CpuShares", cpu, "shares");
    copy(update, "CpusetCpus", cpu, "cpus");
    if (update.has("NanoCpus")) {
      cpu.put("quota", update.path("NanoCpus").asLong() / NANOS_OF_QUOTA).put("period", PERIOD);
    }
    ObjectNode pids = JsonTrees.object();
    copy(update, "PidsLimit", pids, "limit");
    put(limits, "memory", memory);
    put(limits, "cpu", cpu);
    put(limits, "pids", pids);
    return limits;
  }

  private static void copy(JsonNode from, String name, ObjectNode into, String word) {
    if (from.has(name)) {
      into.set(word, from.path(name));
    }
  }

  private static void put(ObjectNode limits, String name, ObjectNode group) {
    if (!group.isEmpty()) {
      limits.set(name, group);
    }
  }
}
