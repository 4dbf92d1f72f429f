package dev.setpoint.manifest.container;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs in the container. Null means not declared: the image's own value holds.
 *
 * <pre>
 * entrypoint: [/sbin/tini, --]
 * command: [httpd, -f]
 * user: "1000:1000"
 * workingDir: /srv
 * init: true
 * stopSignal: SIGQUIT
 * stopGrace: 30s
 * </pre>
 *
 * @param entrypoint words, never a shell line; an empty list clears the image's entrypoint
 * @param command words, never a shell line
 */
public record ProcessSpec(
    @Nullable List<String> entrypoint,
    @Nullable List<String> command,
    @Nullable String user,
    @Nullable String workingDir,
    @Nullable Boolean init,
    @Nullable String stopSignal,
    @Nullable Duration stopGrace) {
  public ProcessSpec {
    entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
    command = command == null ? null : List.copyOf(command);
  }
}
