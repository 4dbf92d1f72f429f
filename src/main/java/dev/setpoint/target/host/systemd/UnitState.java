package dev.setpoint.target.host.systemd;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What systemd says of one unit. */
record UnitState(Map<String, String> properties) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss.SSSSSS 'UTC'", Locale.ROOT);
  private static final Set<String> RUNNING = Set.of("active", "activating", "reloading");

  /** States of a unit file in which enabling it means nothing. */
  private static final Set<String> NEITHER =
      Set.of("static", "indirect", "generated", "transient", "alias");

  String get(String property) {
    return properties.getOrDefault(property, "");
  }

  boolean isKnown() {
    String load = get("LoadState");
    return !load.equals("not-found") && !load.isEmpty();
  }

  boolean isMasked() {
    return get("LoadState").equals("masked");
  }

  boolean isRunning() {
    return RUNNING.contains(get("ActiveState"));
  }

  /** {@code running}, {@code stopped}, or what else systemd calls it. */
  String state() {
    if (isRunning()) {
      return "running";
    }
    return get("ActiveState").equals("failed") ? "failed" : "stopped";
  }

  /** Whether it starts with the machine; empty when that cannot be said of such a unit. */
  Optional<Boolean> enabled() {
    String state = get("UnitFileState");
    return NEITHER.contains(state)
        ? Optional.empty()
        : Optional.of(state.equals("enabled") || state.equals("linked"));
  }

  boolean isOutdated() {
    return get("NeedDaemonReload").equals("yes");
  }

  /**
   * When what runs now was started; empty when nothing runs.
   *
   * @param reloads whether telling it to reload counts, too
   */
  Optional<Instant> since(boolean reloads) {
    if (!isRunning()) {
      return Optional.empty();
    }
    if (reloads) {
      return time(get("StateChangeTimestamp"));
    }
    String started = get("ExecMainStartTimestamp");
    return time(started.isEmpty() ? get("ActiveEnterTimestamp") : started);
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
