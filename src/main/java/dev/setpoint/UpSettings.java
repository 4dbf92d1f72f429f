package dev.setpoint;

import dev.setpoint.cli.session.UpOptions;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import dev.setpoint.cli.session.UpOptions.FleetPort;
import dev.setpoint.cli.session.UpOptions.GitAccess;
import dev.setpoint.source.SourceCredentials;
import dev.setpoint.source.SourceLimits;
import dev.setpoint.source.SourceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} runs with.
 *
 * @param source what to follow
 * @param data where everything is kept
 * @param node name of this machine
 * @param sweep mean time between two looks at everything
 * @param secrets directory of the secrets
 * @param engines engines to use; empty for whatever is found
 * @param version of the program
 * @param fleet where agents of other machines connect, or null when none can
 * @param localAgent whether this machine is a node itself
 */
record UpSettings(
    SourceSettings source,
    Path data,
    String node,
    Duration sweep,
    Path secrets,
    List<EngineChoice> engines,
    String version,
    @Nullable FleetPort fleet,
    boolean localAgent) {
  UpSettings {
    engines = List.copyOf(engines);
  }

  /** From what the command line was told. */
  static UpSettings of(UpOptions options, String version) {
    var source =
        new SourceSettings(
            options.repo(),
            options.branch(),
            options.path(),
            options.poll(),
            credentials(options.access()),
            SourceLimits.standard(),
            true, // the operator typed it
            options.allowUnencrypted());
    var secrets =
        Optional.ofNullable(options.secrets()).orElse(options.dataDirectory().resolve("secrets"));
    return new UpSettings(
        source,
        options.dataDirectory(),
        options.node(),
        options.sweep(),
        secrets,
        options.engines(),
        version,
        options.fleet(),
        options.localAgent());
  }

  private static SourceCredentials credentials(GitAccess access) {
    return switch (access) {
      case GitAccess.Open _ -> SourceCredentials.none();
      case GitAccess.SshKey(var key, var knownHosts) ->
          new SourceCredentials.SshKey(key, knownHosts);
      case GitAccess.UserToken(var user, var token) -> new SourceCredentials.UserToken(user, token);
    };
  }
}
