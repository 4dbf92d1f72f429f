package dev.setpoint.fleet;

import dev.setpoint.manifest.Mode;
import java.util.List;

/**
 * What all policies together say of one resource on one node.
 *
 * @param mode what may be done about it
 * @param why which manifest said so, such as {@code Policy careful at p.yaml:1}
 * @param ignored field paths that are never drift, sorted
 */
public record ModeChoice(Mode mode, String why, List<String> ignored) {
  public ModeChoice {
    ignored = List.copyOf(ignored);
  }
}
