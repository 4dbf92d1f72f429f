package dev.setpoint.target.lxd.instance;

import dev.setpoint.manifest.instance.InstanceFile;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.instance.fields.Digests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * States of files in instances. Servers tell no time of change, so what was read is taken to stand
 * for a while, unless something was heard of the instance: then it is read anew.
 */
final class FileLooks {
  private static final int MOST = 4_000;

  /**
   * When an instance was renamed or replaced a moment ago, the servers may lose the socket of the
   * process that reads its files. They do not answer then, or name the socket, for as long as they
   * are asked again before that process has been left alone for ten seconds.
   */
  private static final Duration REST = Duration.ofSeconds(30);

  private static final String LOST = "forkfile.sock";

  private final Server server;
  private final InstantSource clock;
  private final Duration recheck;
  private final Map<Key, Known> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
              return size() > MOST;
            }
          });

  private final Map<EntityPath, Instant> resting = new ConcurrentHashMap<>();

  FileLooks(Server server, InstantSource clock, Duration recheck) {
    this.server = server;
    this.clock = clock;
    this.recheck = recheck;
  }

  /** One file of one instance. */
  private record Key(EntityPath instance, String path) {}

  /** What a file was when it was last read. */
  private record Known(Optional<FieldValue> value, Instant read) {}

  /**
   * The states of these files; those that are not there are left out.
   *
   * @throws LxdException also at once, for a while after the server did not answer
   */
  Map<String, FieldValue> look(EntityPath instance, List<InstanceFile> files) {
    var states = new TreeMap<String, FieldValue>();
    try {
      files.forEach(
          file -> look(instance, file.path()).ifPresent(value -> states.put(file.path(), value)));
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.TIMEOUT || String.valueOf(e.getMessage()).contains(LOST)) {
        resting.put(instance, clock.instant().plus(REST));
      }
      throw e;
    }
    return states;
  }

  private void requireRested(EntityPath instance) {
    Instant until = resting.get(instance);
    if (until != null && clock.instant().isBefore(until)) {
      throw new LxdException(
          LxdException.Kind.FAILED,
          "reading the files of " + instance,
          0,
          "the server did not answer last time; it is asked again at " + until);
    }
    resting.remove(instance);
  }

  private Optional<FieldValue> look(EntityPath instance, String path) {
    var key = new Key(instance, path);
    Known before = known.get(key);
    Instant now = clock.instant();
    if (before != null && now.isBefore(before.read().plus(recheck))) {
      return before.value();
    }
    requireRested(instance);
    Optional<FieldValue> value = read(instance, path);
    known.put(key, new Known(value, now));
    return value;
  }

  private Optional<FieldValue> read(EntityPath instance, String path) {
    return server
        .getFile(instance, path)
        .map(file ->
            file.info().type() == FileInfo.Type.FILE
                ? Digests.file(
                    file.content(), file.info().mode(), file.info().owner(), file.info().group())
                : FieldValue.text(
                    "(a " + file.info().type().name().toLowerCase(Locale.ROOT) + ")"));
  }

  /** Forgets what was read of an instance. */
  void forget(EntityPath instance) {
    known.keySet().removeIf(key -> key.instance().equals(instance));
  }
}
