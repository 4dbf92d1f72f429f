package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.docker.guard.LocalPolicy.Listed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Judges drivers and options of volumes: the local driver mounts whatever it is told to. */
final class VolumeRules {
  private static final Set<String> OPTIONS = Set.of("type", "o", "device", "size");
  private static final Set<String> REBINDING =
      Set.of("bind", "rbind", "move", "remount", "shared", "rshared");

  private final Findings findings;
  private final HostPaths paths;

  VolumeRules(Findings findings, HostPaths paths) {
    this.findings = findings;
    this.paths = paths;
  }

  /** Judges a volume that is to be made, or one that is there and to be used. */
  void judge(String field, String driver, JsonNode options) {
    String name = driver.isEmpty() ? "local" : driver;
    LocalPolicy policy = findings.policy();
    if (!policy.allowed(Listed.VOLUME_DRIVERS).contains(name)) {
      findings.refuse(field + ".Driver", name, Listed.VOLUME_DRIVERS.key());
    }
    // The options of another driver mean what that driver says; who lists it trusts it.
    if (name.equals("local") && options.isObject() && !options.isEmpty()) {
      local(field, options);
    }
  }

  private void local(String field, JsonNode options) {
    Map<String, String> given = new HashMap<>();
    options
        .properties()
        .forEach(entry -> {
          if (!OPTIONS.contains(entry.getKey())) {
            findings.never(
                field + "." + entry.getKey(), "is an option that the policy does not know");
          }
          given.put(entry.getKey(), entry.getValue().asText());
        });
    String device = given.getOrDefault("device", "");
    String type = given.getOrDefault("type", "").strip().toLowerCase(Locale.ROOT);
    List<String> words =
        Arrays.stream(given.getOrDefault("o", "").split(",", -1))
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .toList();
    boolean rebinds = words.stream().anyMatch(REBINDING::contains);
    if (rebinds || type.equals("none") || type.equals("bind")) {
      paths.judge(field + ".device", device, words.contains("ro"));
    } else if (!type.isEmpty() || device.startsWith("/")) {
      mounted(field, type, device);
    }
  }

  private void mounted(String field, String type, String device) {
    if (!findings.policy().allowed(Listed.VOLUME_TYPES).contains(type)) {
      findings.refuse(field + ".type", type, Listed.VOLUME_TYPES.key());
    } else if (device.startsWith("/")
        && !device.startsWith("//")
        && !findings.policy().allowed(Listed.DEVICES).contains(device)) {
      findings.refuse(field + ".device", device, Listed.DEVICES.key());
    }
  }
}
