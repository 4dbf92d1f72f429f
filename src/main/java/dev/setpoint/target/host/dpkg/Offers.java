package dev.setpoint.target.host.dpkg;

import dev.setpoint.manifest.host.PackageSpec.Bound;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.machine.Stat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the sources of the machine offer. The newest versions are asked for again when the lists of
 * the sources have changed, and now and then, since pins can change. Safe for many threads.
 */
final class Offers {
  private static final Duration STAND = Duration.ofMinutes(10);
  private static final String LISTS = "/var/lib/apt/lists";

  private final Apt apt;
  private final Path lists;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

  Offers(Apt apt, Machine machine, InstantSource clock) {
    this.apt = apt;
    this.lists = machine.at(LISTS);
    this.clock = clock;
  }

  /** What was offered when the lists stood so. */
  private record Known(
      Optional<Stat> lists, Instant at, TreeSet<String> asked, Map<String, String> newest) {}

  /** The newest version of each that the sources offer. */
  Map<String, String> newest(Collection<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Optional<Stat> now = stat();
    Known before = known.get();
    if (before != null
        && before.lists().equals(now)
        && before.asked().containsAll(names)
        && before.at().plus(STAND).isAfter(clock.instant())) {
      return before.newest();
    }
    var asked = new TreeSet<>(names);
    if (before != null) {
      asked.addAll(before.asked());
    }
    Map<String, String> newest = apt.candidates(asked);
    known.set(new Known(now, clock.instant(), asked, newest));
    return newest;
  }

  private Optional<Stat> stat() {
    try {
      return Stat.of(lists);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Every version of a package that the sources offer. */
  List<String> all(String name) {
    return apt.offers(name);
  }

  /** The newest offered version within all bounds. */
  Optional<String> best(String name, List<Bound> bounds) {
    return all(name).stream()
        .filter(version -> bounds.stream().allMatch(bound -> PackageFields.holds(bound, version)))
        .max(Comparator.comparing(DebianVersion::of));
  }
}
