package dev.setpoint.target.docker.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Puts the kernel's memory and process limits where inspect shows its own. */
  JsonNode into(JsonNode inspect) {
    long pid = inspect.path("State").path("Pid").asLong();
    if (pid > 0 && inspect.path("HostConfig") instanceof ObjectNode host) {
      limit(pid, "memory", "memory.limit_in_bytes", "memory.max")
          .ifPresent(bytes -> host.put("Memory", bytes));
      limit(pid, "pids", "pids.max", "pids.max").ifPresent(count -> host.put("PidsLimit", count));
    }
    return inspect;
  }

  private Optional<Long> limit(long pid, String controller, String first, String second) {
    try {
      for (String line : Files.readAllLines(processes.resolve(pid + "/cgroup"))) {
        String[] parts = line.split(":", 3);
        Path group = parts.length == 3 ? Path.of("/").relativize(Path.of(parts[2])) : Path.of("");
        Path file =
            parts.length == 3 && parts[1].equals(controller)
                ? groups.resolve(controller).resolve(group).resolve(first)
                : groups.resolve(group).resolve(second);
        if (parts.length == 3
            && (parts[1].equals(controller) || parts[1].isEmpty())
            && Files.isReadable(file)) {
          return Optional.of(number(Files.readString(file).strip()));
        }
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException gone) {
      // The process ended meanwhile, or the kernel shows groups in another way.
      return Optional.empty();
    }
  }

  private static long number(String text) {
    if (text.equals("max")) {
      return 0;
    }
    long value = Long.parseLong(text);
    return value >= UNLIMITED_FROM ? 0 : value;
  }
}
