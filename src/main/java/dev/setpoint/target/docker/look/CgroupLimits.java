package dev.setpoint.target.docker.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The limits that a running process really has, read from the kernel. Podman 4.3 changes them on
 * {@code podman update}, but its inspect goes on showing what the container was made with, so the
 * kernel alone knows. Works where engine and agent are on one machine; what cannot be read is left
 * as the engine tells it.
 */
final class CgroupLimits {
  /** Version 1 shows "no limit" as the largest multiple of a page. */
  private static final long UNLIMITED_FROM = 1L << 60;

  private static final long NANOS = 1_000_000_000;
  private static final long OWN_SHARES = 1024;

  private final Path processes;
  private final Path groups;

  /**
   * Limits below these folders.
   *
   * @param processes {@code /proc}
   * @param groups {@code /sys/fs/cgroup}
   */
  CgroupLimits(Path processes, Path groups) {
    this.processes = processes;
    this.groups = groups;
  }

  /** The inspection with the kernel's limits; empty when they are the ones that it shows. */
  Optional<JsonNode> over(JsonNode inspect) {
    long pid = inspect.path("State").path("Pid").asLong();
    if (pid <= 0 || !inspect.path("HostConfig").isObject()) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(processes.resolve(pid + "/cgroup"));
      ObjectNode host = inspect.path("HostConfig").deepCopy();
      new Reading(lines, host).read();
      if (host.equals(inspect.path("HostConfig"))) {
        return Optional.empty();
      }
      ObjectNode moved = inspect.deepCopy();
      moved.set("HostConfig", host);
      return Optional.of(moved);
    } catch (IOException | IllegalArgumentException gone) {
      // The process ended meanwhile, or the kernel shows groups in another way.
      return Optional.empty();
    }
  }

  /** The limits of one process, put over what inspect shows wherever they differ. */
  private final class Reading {
    private final List<String[]> lines = new ArrayList<>();
    private final ObjectNode host;

    Reading(List<String> lines, ObjectNode host) {
      lines.forEach(line -> this.lines.add(line.split(":", 3)));
      this.host = host;
    }

    void read() throws IOException {
      Optional<Long> memory = number("memory", "memory.limit_in_bytes", "memory.max");
      memory.ifPresent(bytes -> put("Memory", bytes));
      number("memory", "memory.soft_limit_in_bytes", "memory.low")
          .ifPresent(bytes -> put("MemoryReservation", bytes));
      swap(memory.orElse(0L));
      number("pids", "pids.max", "pids.max").ifPresent(count -> put("PidsLimit", count));
      processors();
    }

    private void put(String name, long value) {
      // No limit is written as 0, -1 or not at all.
      if (Math.max(value, 0) != Math.max(host.path(name).asLong(), 0)) {
        host.put(name, value);
      }
    }

    /** Version 1 counts memory and swap together, as engines do; version 2 swap alone. */
    private void swap(long memory) throws IOException {
      Optional<String> both = text("memory", "memory.memsw.limit_in_bytes", "");
      if (both.isPresent()) {
        put("MemorySwap", limit(both.get()));
        return;
      }
      Optional<String> swap = text("memory", "", "memory.swap.max");
      if (swap.isPresent() && memory > 0) {
        put("MemorySwap", swap.get().equals("max") ? 0 : memory + Long.parseLong(swap.get()));
      }
    }

    private void processors() throws IOException {
      Optional<String> quota = text("cpu", "cpu.cfs_quota_us", "");
      Optional<String> period = text("cpu", "cpu.cfs_period_us", "");
      Optional<String> both = text("cpu", "", "cpu.max");
      if (quota.isPresent() && period.isPresent()) {
        share(Long.parseLong(quota.get()), Long.parseLong(period.get()));
      } else if (both.isPresent()) {
        String[] parts = both.get().split(" ", 2);
        share(parts[0].equals("max") ? 0 : Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      }
      // Version 2 has a weight instead, and more than one way to make it of shares.
      text("cpu", "cpu.shares", "").map(Long::parseLong).ifPresent(this::shares);
      text("cpuset", "cpuset.cpus", "cpuset.cpus").ifPresent(this::set);
    }

    private void share(long quota, long period) {
      long nanos = quota > 0 && period > 0 ? quota * NANOS / period : 0;
      long shown = host.path("NanoCpus").asLong();
      long shownQuota = host.path("CpuQuota").asLong();
      long shownPeriod = host.path("CpuPeriod").asLong(100_000);
      if (shown == 0 && shownQuota > 0 && shownPeriod > 0) {
        shown = shownQuota * NANOS / shownPeriod;
      }
      if (nanos != Math.max(shown, 0)) {
        host.put("NanoCpus", nanos).put("CpuQuota", quota).put("CpuPeriod", period);
      }
    }

    private void shares(long shares) {
      long shown = host.path("CpuShares").asLong();
      if (shares != (shown == 0 ? OWN_SHARES : shown)) {
        host.put("CpuShares", shares);
      }
    }

    /** Where none was given, the kernel shows those of the group above. */
    private void set(String processors) {
      String shown = host.path("CpusetCpus").asText();
      if (!shown.isEmpty() && !bits(shown).equals(bits(processors))) {
        host.put("CpusetCpus", processors);
      }
    }

    private Optional<Long> number(String controller, String first, String second)
        throws IOException {
      return text(controller, first, second).map(CgroupLimits::limit);
    }

    /** What a file holds; the names are those of the two versions, empty where one has none. */
    private Optional<String> text(String controller, String first, String second)
        throws IOException {
      for (String[] parts : lines) {
        if (parts.length == 3) {
          Path group = Path.of("/").relativize(Path.of(parts[2]));
          boolean ofController = List.of(parts[1].split(",")).contains(controller);
          Path folder = ofController ? groups.resolve(controller) : groups;
          String name = ofController ? first : parts[1].isEmpty() ? second : "";
          Path file = folder.resolve(group).resolve(name);
          if (!name.isEmpty() && Files.isReadable(file)) {
            return Optional.of(Files.readString(file).strip());
          }
        }
      }
      return Optional.empty();
    }
  }

  private static long limit(String text) {
    if (text.equals("max")) {
      return 0;
    }
    long value = Long.parseLong(text);
    return value >= UNLIMITED_FROM ? 0 : value;
  }

  /** {@code 0-2,4} and {@code 0,1,2,4} are the same processors. */
  private static BitSet bits(String processors) {
    var bits = new BitSet();
    for (String part : processors.split(",")) {
      if (!part.isBlank()) {
        String[] ends = part.strip().split("-", 2);
        int from = Integer.parseInt(ends[0]);
        bits.set(from, (ends.length == 2 ? Integer.parseInt(ends[1]) : from) + 1);
      }
    }
    return bits;
  }
}
