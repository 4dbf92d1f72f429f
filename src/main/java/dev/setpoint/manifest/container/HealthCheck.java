package dev.setpoint.manifest.container;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The container's own health check.
 *
 * <pre>
 * health: {command: [wget, -qO-, "http://127.0.0.1/"], interval: 2s, timeout: 1s, retries: 3}
 * health: {disabled: true}
 * </pre>
 *
 * @param disabled switches the image's own check off
 * @param command words run in the container; empty to keep the image's command
 * @param interval null to inherit; so the other three
 */
public record HealthCheck(
    boolean disabled,
    List<String> command,
    @Nullable Duration interval,
    @Nullable Duration timeout,
    @Nullable Integer retries,
    @Nullable Duration startPeriod) {
  public HealthCheck {
    command = List.copyOf(command);
  }
}
