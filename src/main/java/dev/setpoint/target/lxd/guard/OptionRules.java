package dev.setpoint.target.lxd.guard;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Judges options of instances: what stays inside is known, everything else must be listed. */
final class OptionRules {
  private static final Set<String> ON = Set.of("true", "1", "yes", "on");

  /** What concerns the inside of an instance alone, or only takes something away from it. */
  private static final List<String> INSIDE =
      List.of(
          "boot.",
          "cloud-init.",
          "cluster.evacuate",
          "environment.",
          "image.",
          "limits.",
          "migration.incremental.",
          "migration.stateful",
          "security.agent.",
          "security.devlxd",
          "security.guestapi",
          "security.idmap.isolated",
          "security.protection.",
          "security.secureboot",
          "security.csm",
          "security.sev",
          "snapshots.",
          "systemd.credential.",
          "user.",
          "volatile.");

  private final Findings findings;

  OptionRules(Findings findings) {
    this.findings = findings;
  }

  void judge(Map<String, String> config) {
    config.forEach((key, value) -> {
      if (!value.isEmpty()) {
        option(key, value);
      }
    });
  }

  private void option(String key, String value) {
    boolean on = ON.contains(value.toLowerCase(Locale.ROOT));
    switch (key) {
      case "security.privileged" -> {
        if (on) {
          findings.needs(key, value, "privileged");
        }
      }
      case "security.nesting" -> {
        if (on) {
          findings.needs(key, value, "nesting");
        }
      }
      default -> {
        if (key.startsWith("linux.sysctl.")) {
          String name = key.substring("linux.sysctl.".length());
          findings.listed(key, value, "sysctls", name);
        } else if (INSIDE.stream().noneMatch(key::startsWith) && !isHarmless(key, on)) {
          // what raw options say may be long, and hold what nobody should read
          String shown = key.startsWith("raw.") ? "set" : value;
          findings.listed(key, shown, "instanceOptions", key);
        }
      }
    }
  }

  /** Switched off, these take nothing. */
  private static boolean isHarmless(String key, boolean on) {
    return !on && key.startsWith("security.syscalls.intercept.") && !key.endsWith(".allowed");
  }
}
