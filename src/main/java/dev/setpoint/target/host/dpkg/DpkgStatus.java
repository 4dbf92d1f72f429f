package dev.setpoint.target.host.dpkg;

import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.host.machine.HostException;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.machine.Stat;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What dpkg has on record, from its status file: one parse answers for all packages, and none is
 * needed while the file stays the same one. Safe for many threads.
 */
final class DpkgStatus {
  /** The status file of the machine. */
  static final String FILE = "/var/lib/dpkg/status";

  private final Path file;
  private final Supplier<String> architecture;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

  /**
   * The record of a machine.
   *
   * @param architecture that package names without one mean, such as {@code amd64}; asked at the
   *     first parse
   */
  DpkgStatus(Machine machine, Supplier<String> architecture) {
    this.file = machine.at(FILE);
    this.architecture = architecture;
  }

  /** What was read when the file stood so. */
  private record Known(Stat stat, Map<String, Entry> byName) {}

  /**
   * One package on record.
   *
   * @param wanted what dpkg was told: {@code install}, {@code hold}, {@code deinstall}, {@code
   *     purge}
   * @param flag {@code ok}, or what is wrong
   * @param state {@code installed}, {@code config-files}, {@code half-configured} …
   * @param version the installed one, or the last one
   */
  record Entry(String wanted, String flag, String state, String version) {}

  /** Everything on record, by name and by {@code name:architecture}. */
  Map<String, Entry> read() {
    try {
      Stat stat = Stat.of(file).orElse(null);
      if (stat == null) {
        throw new HostException(
            FailureReason.NOT_SUPPORTED,
            "this machine has no dpkg (%s is not there); declare packages for machines with it"
                .formatted(FILE));
      }
      Known before = known.get();
      if (before != null && before.stat().equals(stat)) {
        return before.byName();
      }
      Map<String, Entry> byName = parse();
      known.set(new Known(stat, byName));
      return byName;
    } catch (IOException e) {
      throw HostException.of("the record of packages cannot be read", e);
    }
  }

  Optional<Entry> find(String name) {
    return Optional.ofNullable(read().get(name));
  }

  private Map<String, Entry> parse() throws IOException {
    var byName = new HashMap<String, Entry>();
    String own = architecture.get();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      var stanza = new HashMap<String, String>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          add(stanza, own, byName);
          stanza.clear();
        } else if (isWanted(line)) {
          int colon = line.indexOf(':');
          stanza.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
      }
      add(stanza, own, byName);
    }
    return byName;
  }

  private static boolean isWanted(String line) {
    return line.startsWith("Package:")
        || line.startsWith("Status:")
        || line.startsWith("Version:")
        || line.startsWith("Architecture:");
  }

  private static void add(Map<String, String> stanza, String own, Map<String, Entry> byName) {
    String name = stanza.get("Package");
    String[] status = stanza.getOrDefault("Status", "").split(" ");
    int words = 3;
    if (name == null || status.length != words) {
      return;
    }
    var entry = new Entry(status[0], status[1], status[2], stanza.getOrDefault("Version", ""));
    String its = stanza.getOrDefault("Architecture", own);
    byName.put(name + ":" + its, entry);
    if (its.equals("all") || its.equals(own)) {
      byName.put(name, entry);
    } else {
      byName.putIfAbsent(name, entry);
    }
  }
}
