package dev.setpoint.target.host.dpkg;

import dev.setpoint.target.host.dpkg.DpkgStatus.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which packages were compared with what was packaged, and when: that reads every file of them. */
final class Verified {
  private static final Duration STANDS = Duration.ofHours(1);

  private final Apt apt;
  private final InstantSource clock;
  private final Map<String, Check> checks = new ConcurrentHashMap<>();

  Verified(Apt apt, InstantSource clock) {
    this.apt = apt;
    this.clock = clock;
  }

  /** One comparison. */
  private record Check(Entry entry, Instant at, Set<String> tampered) {}

  /** Files that are not as packaged. What was found wrong is looked at again each time. */
  Set<String> tampered(String name, Entry entry) {
    Check before = checks.get(name);
    if (before != null
        && before.entry().equals(entry)
        && before.tampered().isEmpty()
        && before.at().plus(STANDS).isAfter(clock.instant())) {
      return before.tampered();
    }
    Instant at = clock.instant();
    Set<String> tampered = apt.tampered(name);
    checks.put(name, new Check(entry, at, tampered));
    return tampered;
  }

  void forget(String name) {
    checks.remove(name);
  }
}
