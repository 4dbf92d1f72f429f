package dev.setpoint.target.docker.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notices when somebody changes the limits of a running process, by the kernel's notices of writes
 * to the files of its control groups. Costs nothing as long as nobody writes. Works where engine
 * and agent are on one machine; elsewhere, and where the kernel grants no more watches, the next
 * look at everything finds the change.
 */
final class LimitWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LimitWatch.class);
  private static final int CONTAINERS = 5_000;
  private static final Set<String> CONTROLLERS = Set.of("memory", "pids", "cpu", "cpuset");
  private static final Set<String> LIMITS =
      Set.of(
          "memory.limit_in_bytes",
          "memory.soft_limit_in_bytes",
          "memory.memsw.limit_in_bytes",
          "memory.max",
          "memory.low",
          "memory.swap.max",
          "pids.max",
          "cpu.cfs_quota_us",
          "cpu.cfs_period_us",
          "cpu.shares",
          "cpu.max",
          "cpuset.cpus");

  private final Path processes;
  private final Path groups;
  private final @Nullable WatchService service;
  private final Consumer<ResourceId> changed;
  private final Map<WatchKey, ResourceId> keys = new ConcurrentHashMap<>();
  private final Map<String, Long> watched =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
              return size() > CONTAINERS;
            }
          });

  LimitWatch(
      Path processes, Path groups, @Nullable WatchService service, Consumer<ResourceId> changed) {
    this.processes = processes;
    this.groups = groups;
    this.service = service;
    this.changed = changed;
  }

  static LimitWatch start(Consumer<ResourceId> changed) {
    return start(Path.of("/proc"), Path.of("/sys/fs/cgroup"), changed);
  }

  static LimitWatch start(Path processes, Path groups, Consumer<ResourceId> changed) {
    WatchService service = null;
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      LOG.infof("changed limits are only seen by full looks: %s", e.getMessage());
    }
    var watch = new LimitWatch(processes, groups, service, changed);
    if (service != null) {
      WatchService open = service;
      Thread.ofVirtual().name("limits of containers").start(() -> watch.listen(open));
    }
    return watch;
  }

  /** Watches the container's process from now on. */
  void saw(ResourceId id, JsonNode inspect) {
    long pid = inspect.path("State").path("Pid").asLong();
    WatchService open = service;
    if (open == null || pid <= 0) {
      return;
    }
    Long before = watched.put(inspect.path("Id").asText(), pid);
    if (before == null || before != pid) {
      try {
        for (Path folder : folders(pid)) {
          keys.put(folder.register(open, StandardWatchEventKinds.ENTRY_MODIFY), id);
        }
      } catch (IOException | IllegalArgumentException | ClosedWatchServiceException e) {
        LOG.debugf("limits of %s are not watched: %s", id, e.getMessage());
      }
    }
  }

  private List<Path> folders(long pid) throws IOException {
    return Files.readAllLines(processes.resolve(pid + "/cgroup")).stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3)
        .flatMap(parts -> {
          Path group = Path.of("/").relativize(Path.of(parts[2]));
          return parts[1].isEmpty()
              ? java.util.stream.Stream.of(groups.resolve(group))
              : Arrays.stream(parts[1].split(","))
                  .filter(CONTROLLERS::contains)
                  .map(controller -> groups.resolve(controller).resolve(group));
        })
        // Never the groups of the whole machine, where everybody writes.
        .filter(folder -> folder.getNameCount() > groups.getNameCount() + 1)
        .filter(Files::isDirectory)
        .toList();
  }

  private void listen(WatchService open) {
    try {
      while (true) {
        WatchKey key = open.take();
        ResourceId id = keys.get(key);
        boolean isLimit = key.pollEvents().stream().anyMatch(LimitWatch::isLimit);
        if (id != null && isLimit) {
          changed.accept(id);
        }
        if (!key.reset()) {
          keys.remove(key); // its group is gone, and its process with it
        }
      }
    } catch (ClosedWatchServiceException closed) {
      // the end
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isLimit(WatchEvent<?> event) {
    return !(event.context() instanceof Path file) || LIMITS.contains(file.toString());
  }

  @Override
  public void close() {
    try {
      if (service != null) {
        service.close();
      }
    } catch (IOException e) {
      LOG.debugf("closing the watch on limits: %s", e.getMessage());
    }
  }
}
