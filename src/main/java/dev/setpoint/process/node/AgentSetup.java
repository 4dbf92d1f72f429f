package dev.setpoint.process.node;

import dev.setpoint.cli.session.UpOptions.EngineChoice;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is set up on its machine.
 *
 * @param state its own directory
 * @param hold the file whose existence stops every correction
 * @param policy what is never allowed on this machine, a file that may be missing
 * @param engines engines to use; empty for those that are found
 * @param runtime directory that lasts as long as the agent runs, or null
 */
record AgentSetup(
    Path state, Path hold, Path policy, List<EngineChoice> engines, @Nullable Path runtime) {
  AgentSetup {
    engines = List.copyOf(engines);
  }

  static AgentSetup of(Path state, Map<String, String> env) {
    return new AgentSetup(
        state,
        Path.of(env.getOrDefault("SETPOINT_HOLD", "/etc/setpoint/hold")),
        Path.of(env.getOrDefault("SETPOINT_POLICY", "/etc/setpoint/policy.yaml")),
        engines(env.getOrDefault("SETPOINT_ENGINES", "")),
        env.containsKey("RUNTIME_DIRECTORY") ? Path.of(env.get("RUNTIME_DIRECTORY")) : null);
  }

  private static List<EngineChoice> engines(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(AgentSetup::engine)
        .toList();
  }

  private static EngineChoice engine(String text) {
    int equals = text.indexOf('=');
    @Nullable String socket = equals < 0 ? null : text.substring(equals + 1);
    return new EngineChoice(equals < 0 ? text : text.substring(0, equals), socket);
  }
}
