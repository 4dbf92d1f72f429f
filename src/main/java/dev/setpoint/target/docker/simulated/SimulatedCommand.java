package dev.setpoint.target.docker.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Guesses how a command ends. {@code true} ends at once with 0, {@code false} with 1, a shell
 * script of nothing but {@code echo} and {@code exit} with the number that it says; anything else
 * runs until it is stopped.
 */
final class SimulatedCommand {
  private static final Pattern STEP_END = Pattern.compile("&&|;|\n");
  private static final Pattern EXIT = Pattern.compile("exit (\\d{1,3})");

  private SimulatedCommand() {}

  /** Exit code of a command that ends at once; empty for one that goes on. */
  static OptionalInt endOf(JsonNode command) {
    return switch (command.path(0).asText()) {
      case "true" -> OptionalInt.of(0);
      case "false" -> OptionalInt.of(1);
      case "sh" -> endOfScript(command.path(1).asText().equals("-c") ? command.path(2) : command);
      default -> OptionalInt.empty();
    };
  }

  private static OptionalInt endOfScript(JsonNode script) {
    if (!script.isTextual()) {
      return OptionalInt.empty();
    }
    for (var step : STEP_END.split(script.asText(), -1)) {
      var exit = EXIT.matcher(step.strip());
      if (exit.matches()) {
        return OptionalInt.of(Integer.parseInt(exit.group(1)));
      }
      if (!step.strip().startsWith("echo ")) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(0);
  }
}
