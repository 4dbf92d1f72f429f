package dev.setpoint.target.docker.spelling;

import java.util.Locale;
import java.util.Map;

/** Names of signals; Podman reports numbers. */
public final class Signals {
  private static final Map<String, String> BY_NUMBER =
      Map.ofEntries(
          Map.entry("1", "SIGHUP"),
          Map.entry("2", "SIGINT"),
          Map.entry("3", "SIGQUIT"),
          Map.entry("6", "SIGABRT"),
          Map.entry("9", "SIGKILL"),
          Map.entry("10", "SIGUSR1"),
          Map.entry("12", "SIGUSR2"),
          Map.entry("15", "SIGTERM"),
          Map.entry("28", "SIGWINCH"),
          Map.entry("37", "SIGRTMIN+3"));

  private Signals() {}

  /** {@code SIGTERM} for {@code 15}, {@code TERM} and {@code sigterm}. */
  public static String name(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    if (upper.isEmpty()) {
      return "SIGTERM";
    }
    String named = BY_NUMBER.get(upper);
    if (named != null) {
      return named;
    }
    return upper.startsWith("SIG") ? upper : "SIG" + upper;
  }
}
