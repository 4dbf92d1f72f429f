package dev.setpoint.simulation;

import dev.setpoint.fixture.VirtualTimeline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Everything that happened, one line each, with the time since the beginning. */
final class Transcript {
  private final VirtualTimeline world;
  private final Instant began;
  private final List<String> lines = new ArrayList<>();
  private final TreeMap<String, Integer> counts = new TreeMap<>();

  Transcript(VirtualTimeline world) {
    this.world = world;
    this.began = world.instant();
  }

  void add(String who, String what) {
    var at = Duration.between(began, world.instant()).toMillis();
    lines.add("%d.%03d %s %s".formatted(at / 1_000, at % 1_000, who, what));
  }

  /** Adds, and counts what is of one sort. */
  void count(String sort, String who, String what) {
    counts.merge(sort, 1, Integer::sum);
    add(who, what);
  }

  int counted(String sort) {
    return counts.getOrDefault(sort, 0);
  }

  String counts() {
    return counts.toString();
  }

  List<String> lines() {
    return lines;
  }

  /** The last lines, for the message of a failure. */
  String tail(int most) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - most), lines.size()));
  }

  String digest() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      lines.forEach(line -> sha.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
