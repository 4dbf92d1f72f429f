package dev.setpoint.target.docker.look;

import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.PathStat;
import dev.setpoint.target.docker.fields.DeclaredFiles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * States of files in containers. A file whose size, mode and time have not moved is not read again,
 * except now and then: an owner, or a content with its old time put back, can change without them.
 */
public final class FileLooks {
  private final Engine engine;
  private final InstantSource clock;
  private final LookLimits limits;
  private final Map<Key, Known> known;

  /** Files of an engine's containers. */
  public FileLooks(Engine engine, InstantSource clock, LookLimits limits) {
    this.engine = engine;
    this.clock = clock;
    this.limits = limits;
    this.known =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              private static final long serialVersionUID = 1;

              @Override
              protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
                return size() > limits.files();
              }
            });
  }

  /** One file of one container. */
  private record Key(String container, String path) {}

  /** What a file was when it was last read. */
  private record Known(PathStat stat, FieldValue value, Instant read) {}

  /** The state of a file; empty when it is not there or is no regular file. */
  Optional<FieldValue> look(String container, String path) {
    Optional<PathStat> stat = engine.stat(container, path);
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    var key = new Key(container, path);
    Known before = known.get(key);
    Instant now = clock.instant();
    if (before != null
        && before.stat().equals(stat.get())
        && now.isBefore(before.read().plus(limits.fileRecheck()))) {
      return Optional.of(before.value());
    }
    Optional<FieldValue> value =
        engine
            .getArchive(container, path)
            .flatMap(Tar::firstFile)
            .map(file -> DeclaredFiles.value(file.content(), file.mode(), file.uid(), file.gid()));
    value.ifPresent(read -> known.put(key, new Known(stat.get(), read, now)));
    return value;
  }

  /** Forgets a file that was just written. */
  public void forget(String container, String path) {
    known.remove(new Key(container, path));
  }
}
