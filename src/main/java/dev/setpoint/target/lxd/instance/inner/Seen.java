package dev.setpoint.target.lxd.instance.inner;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What the agent inside says of itself in its file; the file goes with the agent. It was written by
 * whoever is root inside, so nothing of it is believed beyond its own node.
 *
 * @param node its name; empty when no agent runs
 * @param controller whom it obeys
 * @param release its program
 * @param link how its connection is: {@code connected}, {@code away}, or {@code refused} and why
 */
record Seen(String node, String controller, String release, String link) {
  /** No agent runs. */
  static final Seen NOBODY = new Seen("", "", "", "");

  private static final int MOST = 4_096;
  private static final int LINE = 300;

  static Seen of(byte[] file) {
    if (file.length > MOST) {
      return NOBODY;
    }
    Map<String, String> lines = lines(file);
    return new Seen(
        lines.getOrDefault("node", ""),
        lines.getOrDefault("controller", ""),
        lines.getOrDefault("release", ""),
        lines.getOrDefault("link", ""));
  }

  /** Lines {@code key=value}; what is no such line, or holds odd characters, is left out. */
  static Map<String, String> lines(byte[] file) {
    var lines = new HashMap<String, String>();
    new String(file, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.length() <= LINE && line.indexOf('=') > 0)
        .filter(line -> line.chars().allMatch(c -> c >= ' ' && c < 0x7f))
        .forEach(line -> {
          int equals = line.indexOf('=');
          lines.put(line.substring(0, equals), line.substring(equals + 1));
        });
    return lines;
  }

  boolean isThere() {
    return !node.isEmpty();
  }

  /** Whether the controller shuts it out, so that only joining anew helps. */
  boolean isShutOut() {
    return link.startsWith("refused");
  }
}
