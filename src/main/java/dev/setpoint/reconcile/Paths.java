package dev.setpoint.reconcile;

import java.util.Set;

/** How field paths nest: {@code spec.env} covers {@code spec.env.TZ}. */
final class Paths {
  private Paths() {}

  static String child(String path, String key) {
    return path + "." + key;
  }

  /** The path without its last step; empty when it has one step only. */
  static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /** Whether one of these paths is this one or above it. */
  static boolean isCovered(String path, Set<String> uppers) {
    for (String at = path; !at.isEmpty(); at = parent(at)) {
      if (uppers.contains(at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path is this one or below it. */
  static boolean covers(String upper, String path) {
    return path.startsWith(upper)
        && (path.length() == upper.length() || path.charAt(upper.length()) == '.');
  }
}
