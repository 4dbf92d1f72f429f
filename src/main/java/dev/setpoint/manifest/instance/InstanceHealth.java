package dev.setpoint.manifest.instance;

import java.time.Duration;
import java.util.List;

/**
 * A command that says whether an instance works.
 *
 * <pre>
 * health: {command: [systemctl, is-system-running], interval: 5s, timeout: 3s, retries: 3}
 * </pre>
 *
 * @param command words run inside; exit 0 means healthy
 * @param interval time between two runs
 * @param timeout time that one run may take
 * @param retries failures in a row that make it unhealthy
 */
public record InstanceHealth(
    List<String> command, Duration interval, Duration timeout, int retries) {
  public InstanceHealth {
    command = List.copyOf(command);
  }
}
