package dev.setpoint.manifest.instance;

import org.jspecify.annotations.Nullable;

/**
 * What happens to an instance when the machine starts; null for what is not declared.
 *
 * <pre>
 * boot: {autostart: true, priority: 10, delay: 5s}
 * </pre>
 *
 * @param priority higher ones start first
 * @param delaySeconds time to wait after its start before the next one
 */
public record Boot(
    @Nullable Boolean autostart, @Nullable Integer priority, @Nullable Integer delaySeconds) {
  /** Nothing is declared. */
  public static final Boot NONE = new Boot(null, null, null);
}
