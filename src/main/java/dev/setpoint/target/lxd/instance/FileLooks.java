package dev.setpoint.target.lxd.instance;

import dev.setpoint.manifest.instance.InstanceFile;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.FileInfo;
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

/**
 * States of files in instances. Servers tell no time of change, so what was read is taken to stand
 * for a while, unless something was heard of the instance: then it is read anew.
 */
final class FileLooks {
  private static final int MOST = 4_000;

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

  FileLooks(Server server, InstantSource clock, Duration recheck) {
    this.server = server;
    this.clock = clock;
    this.recheck = recheck;
  }

  /** One file of one instance. */
  private record Key(EntityPath instance, String path) {}

  /** What a file was when it was last read. */
  private record Known(Optional<FieldValue> value, Instant read) {}

  /** The states of these files; those that are not there are left out. */
  Map<String, FieldValue> look(EntityPath instance, List<InstanceFile> files) {
    var states = new TreeMap<String, FieldValue>();
    files.forEach(
        file -> look(instance, file.path()).ifPresent(value -> states.put(file.path(), value)));
    return states;
  }

  private Optional<FieldValue> look(EntityPath instance, String path) {
    var key = new Key(instance, path);
    Known before = known.get(key);
    Instant now = clock.instant();
    if (before != null && now.isBefore(before.read().plus(recheck))) {
      return before.value();
    }
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
