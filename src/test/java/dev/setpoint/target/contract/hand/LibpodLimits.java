package dev.setpoint.target.contract.hand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What {@code podman update} sends for limits that are given in Docker's words. */
final class LibpodLimits {
  private LibpodLimits() {}

  static ObjectNode of(JsonNode update) {
    ObjectNode limits = Recreation.json("{'memory':{},'cpu':{},'pids':{}}");
    ObjectNode memory = (ObjectNode) limits.path("memory");
    ObjectNode cpu = (ObjectNode) limits.path("cpu");
    for (var entry : update.properties()) {
      JsonNode value = entry.getValue();
      switch (entry.getKey()) {
        case "Memory" -> memory.set("limit", value);
        case "MemorySwap" -> memory.set("swap", value);
        case "MemoryReservation" -> memory.set("reservation", value);
        case "NanoCpus" -> cpu.put("period", 100_000).put("quota", value.asLong() / 10_000);
        case "CpuShares" -> cpu.set("shares", value);
        case "CpusetCpus" -> cpu.set("cpus", value);
        case "PidsLimit" -> ((ObjectNode) limits.path("pids")).set("limit", value);
        default -> throw new IllegalArgumentException("podman update has no " + entry.getKey());
      }
    }
    return limits;
  }
}
