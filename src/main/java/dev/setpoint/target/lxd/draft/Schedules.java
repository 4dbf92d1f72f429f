package dev.setpoint.target.lxd.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.draft.Sketch;
import java.util.Map;
import java.util.regex.Pattern;

/** The options of a server for which manifests have fields. */
final class Schedules {
  private static final String SNAPSHOTS = "snapshots.";
  private static final Map<String, Pattern> FIELDS =
      Map.of(
          "schedule", Pattern.compile("@[a-z]+(, ?@[a-z]+)*|[0-9*/,-]+( [0-9*/,-]+){4}"),
          "expiry", Pattern.compile("[0-9]{1,6}[SMHdwmy]( [0-9]{1,6}[SMHdwmy]){0,6}"),
          "pattern", Pattern.compile("[!-~ ]{1,200}"));

  private static final Pattern SWITCH = Pattern.compile("(true|false)?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  private Schedules() {}

  /**
   * Takes the options of snapshots out and writes them as a field, where the field can say them.
   */
  static void snapshots(Sketch sketch, Map<String, String> config) {
    ObjectNode snapshots = Sketch.NODES.objectNode();
    for (String key : new String[] {"schedule", "expiry", "pattern"}) {
      String value = config.getOrDefault(SNAPSHOTS + key, "");
      boolean fits = FIELDS.getOrDefault(key, NUMBER).matcher(value).matches();
      if (!value.isEmpty() && !fits) {
        return; // all of them stay options: both at once would be refused
      }
      if (fits) {
        snapshots.put(key, value);
      }
    }
    boolean others =
        config.keySet().stream()
            .anyMatch(key -> key.startsWith(SNAPSHOTS) && !FIELDS.containsKey(key.substring(10)));
    if (!others && !snapshots.isEmpty()) {
      config.keySet().removeIf(key -> key.startsWith(SNAPSHOTS));
      sketch.put("snapshots", snapshots);
    }
  }

  private static boolean isCount(String text) {
    return text.isEmpty() || NUMBER.matcher(text).matches();
  }

  /** The same for the start of the machine. */
  static void boot(Sketch sketch, Map<String, String> config) {
    String start = config.getOrDefault("boot.autostart", "");
    String priority = config.getOrDefault("boot.autostart.priority", "");
    String delay = config.getOrDefault("boot.autostart.delay", "");
    if (!SWITCH.matcher(start).matches() || !isCount(priority) || !isCount(delay)) {
      return;
    }
    ObjectNode boot = Sketch.NODES.objectNode();
    if (!start.isEmpty()) {
      boot.put("autostart", start.equals("true"));
    }
    if (!priority.isEmpty()) {
      boot.put("priority", Integer.parseInt(priority));
    }
    if (!delay.isEmpty()) {
      boot.put("delay", Integer.parseInt(delay));
    }
    config.keySet().removeIf(key -> key.startsWith("boot.autostart"));
    sketch.put("boot", boot);
  }
}
