package dev.setpoint.target.docker.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The command of a live health check as words; a line for a shell is that shell with the line. */
public final class HealthCommand {
  private static final List<String> USUAL_SHELL = List.of("/bin/sh", "-c");

  private HealthCommand() {}

  /**
   * The words; none when there is no check, or when it is switched off.
   *
   * @param config configuration of a container
   */
  public static List<String> of(JsonNode config) {
    List<String> test = LiveContainer.items(config.path("Healthcheck").path("Test"));
    if (test.isEmpty() || test.getFirst().equals("NONE")) {
      return List.of();
    }
    List<String> rest = test.subList(1, test.size());
    if (!test.getFirst().equals("CMD-SHELL")) {
      return rest;
    }
    List<String> shell = LiveContainer.items(config.path("Shell"));
    var words = new ArrayList<>(shell.isEmpty() ? USUAL_SHELL : shell);
    words.addAll(rest);
    return words;
  }
}
