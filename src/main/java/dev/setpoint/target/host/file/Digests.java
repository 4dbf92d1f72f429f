package dev.setpoint.target.host.file;

import dev.setpoint.target.host.machine.Sha256;
import dev.setpoint.target.host.machine.Stat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SHA-256 of files, read again only when something about a file has changed. A file that changed a
 * moment ago is always read again: another write within the same tick of the kernel's clock would
 * not show. Safe for many threads.
 */
final class Digests {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final int MAX_KNOWN = 20_000;

  private final InstantSource clock;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  Digests(InstantSource clock) {
    this.clock = clock;
  }

  /** What was read when the file stood so. */
  private record Known(Stat stat, String digest) {}

  String of(Path path, Stat stat) throws IOException {
    var before = known.get(path);
    if (before != null && before.stat().equals(stat)) {
      return before.digest();
    }
    Instant began = clock.instant();
    String digest = Sha256.hex(path);
    if (stat.changed().toInstant().isBefore(began.minus(TICK)) && known.size() < MAX_KNOWN) {
      known.put(path, new Known(stat, digest));
    } else {
      known.remove(path);
    }
    return digest;
  }
}
