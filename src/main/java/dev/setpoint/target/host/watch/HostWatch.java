package dev.setpoint.target.host.watch;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.host.part.Declared;
import dev.setpoint.target.host.part.PartKind;
import dev.setpoint.target.host.part.PartKind.Spot;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells which things of the machine to look at, since something changed in the file tree. What
 * inotify cannot see (a write through another name of a file, another mount) the next look at
 * everything finds. Safe for many threads.
 */
public final class HostWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(HostWatch.class);

  /** More directories than this are not watched; the kernel has a limit for all programs. */
  private static final int MAX_DIRECTORIES = 4_000;

  /** Who writes a file does so in several steps, and one look after them is enough. */
  private static final Duration BURST = Duration.ofMillis(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final @Nullable WatchService service;
  private Map<Spot, Set<ResourceId>> interests = Map.of();

  /** A watch that follows nothing yet. */
  public HostWatch() {
    this.service = open();
  }

  private static @Nullable WatchService open() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      LOG.warnf("Files are not watched, only looked at in turn: %s", e.getMessage());
      return null;
    }
  }

  /** From now on these are watched and nothing else. */
  public void follow(Collection<Declared> declared, Map<ResourceKind, PartKind> kinds) {
    var wanted = new HashMap<Spot, Set<ResourceId>>();
    for (Declared each : declared) {
      PartKind kind = kinds.get(each.id().kind());
      if (kind != null) {
        kind.watched(each)
            .forEach(spot -> wanted.computeIfAbsent(spot, _ -> new HashSet<>()).add(each.id()));
      }
    }
    lock.lock();
    try {
      interests = wanted;
      register();
    } finally {
      lock.unlock();
    }
  }

  /** Watches the directory of each place, or the nearest one above it that is there. */
  private void register() {
    WatchService open = service;
    if (open == null) {
      return;
    }
    var directories = new HashSet<Path>();
    for (Spot spot : interests.keySet()) {
      Path parent = spot.path().getParent();
      directories.add(existing(parent == null ? spot.path() : parent));
      if (spot.entries() && Files.isDirectory(spot.path())) {
        directories.add(spot.path());
      }
    }
    keys.entrySet()
        .removeIf(entry -> {
          boolean gone = !directories.contains(entry.getKey()) || !entry.getValue().isValid();
          if (gone) {
            entry.getValue().cancel();
          }
          return gone;
        });
    directories.stream()
        .filter(directory -> !keys.containsKey(directory))
        .limit(Math.max(0, MAX_DIRECTORIES - keys.size()))
        .forEach(directory -> register(open, directory));
  }

  private void register(WatchService open, Path directory) {
    try {
      keys.put(
          directory,
          directory.register(
              open,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY));
    } catch (IOException e) {
      LOG.debugf("%s is not watched: %s", directory, e.getMessage());
    }
  }

  private static Path existing(Path path) {
    Path at = path;
    while (!Files.isDirectory(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  /** Begins to tell; ends when what it returns is closed, or with this watch. */
  public AutoCloseable start(Consumer<TargetEvent> sink) {
    Thread listener = Thread.ofVirtual().name("events of host").start(() -> listen(sink));
    return listener::interrupt;
  }

  private void listen(Consumer<TargetEvent> sink) {
    WatchService open = service;
    if (open == null) {
      return;
    }
    try {
      while (!Thread.currentThread().isInterrupted()) {
        tell(burst(open), sink);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ClosedWatchServiceException e) {
      LOG.debug("Files are no longer watched");
    }
  }

  /** Directories in which something happened; ends when it is quiet elsewhere for a moment. */
  private static List<WatchKey> burst(WatchService open) throws InterruptedException {
    var keys = new ArrayList<WatchKey>();
    for (WatchKey key = open.take();
        key != null;
        key = open.poll(BURST.toMillis(), TimeUnit.MILLISECONDS)) {
      keys.add(key);
    }
    return keys;
  }

  /** Everything that is known by now is told at once. */
  private void tell(List<WatchKey> changed, Consumer<TargetEvent> sink) {
    var ids = new HashSet<ResourceId>();
    boolean lost = false;
    for (WatchKey key : changed) {
      for (WatchEvent<?> event : key.pollEvents()) {
        if (event.context() instanceof Path name && key.watchable() instanceof Path directory) {
          ids.addAll(concerned(directory.resolve(name), directory));
        } else {
          lost = true;
        }
      }
      key.reset();
    }
    if (lost) {
      sink.accept(new TargetEvent.LookAtAll("the kernel dropped changes of files"));
    } else if (!ids.isEmpty()) {
      sink.accept(new TargetEvent.LookAt(ids, true, "files changed"));
    }
  }

  /** Those at the path, below it, or in whose directory it lies. */
  private Set<ResourceId> concerned(Path path, Path directory) {
    lock.lock();
    try {
      var ids = new HashSet<ResourceId>();
      boolean deeper = false;
      for (var entry : interests.entrySet()) {
        Spot spot = entry.getKey();
        boolean below = spot.path().startsWith(path);
        if (below || (spot.entries() && spot.path().equals(directory))) {
          ids.addAll(entry.getValue());
          deeper |= below && !spot.path().equals(path);
        }
      }
      if (deeper) {
        register();
      }
      return ids;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      WatchService open = service;
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      LOG.debugf("Closing the watch of files: %s", e.getMessage());
    }
  }
}
