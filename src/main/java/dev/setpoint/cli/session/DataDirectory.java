package dev.setpoint.cli.session;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where everything is kept when nobody says otherwise. */
public final class DataDirectory {
  private DataDirectory() {}

  /**
   * The data directory: what was given, else SETPOINT_DATA, else {@code /var/lib/setpoint} for root
   * and {@code setpoint} below the state directory of anybody else.
   */
  public static Path of(@Nullable String given, Map<String, String> env) {
    if (given != null && !given.isEmpty()) {
      return Path.of(given).toAbsolutePath();
    }
    String fromEnv = env.getOrDefault("SETPOINT_DATA", "");
    if (!fromEnv.isEmpty()) {
      return Path.of(fromEnv).toAbsolutePath();
    }
    return isRoot(env) ? Path.of("/var/lib/setpoint") : stateHome(env).resolve("setpoint");
  }

  private static Path stateHome(Map<String, String> env) {
    String state = env.getOrDefault("XDG_STATE_HOME", "");
    if (state.startsWith("/")) {
      return Path.of(state);
    }
    return home(env).resolve(".local/state");
  }

  private static Path home(Map<String, String> env) {
    return Path.of(env.getOrDefault("HOME", System.getProperty("user.home", "/")));
  }

  /** USER may be missing under service managers and sudo; the JDK asks the system itself. */
  private static boolean isRoot(Map<String, String> env) {
    return "root".equals(env.getOrDefault("SETPOINT_USER", System.getProperty("user.name", "")));
  }
}
