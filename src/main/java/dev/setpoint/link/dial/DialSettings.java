package dev.setpoint.link.dial;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the controller is.
 *
 * @param host name that its certificate must carry
 * @param proxy HTTP proxy that is asked for a tunnel, or null
 * @param within each step after TCP takes so long at most
 */
public record DialSettings(
    String host, int port, @Nullable InetSocketAddress proxy, Duration within) {
  /**
   * TCP takes so long at most. Agents whom a full queue leaves out would be asked for by the
   * operating system in ever longer steps, all at the same times; their own waits are spread.
   */
  public static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  /** Opening steps of the program take so long at most. */
  public static final Duration WITHIN = Duration.ofSeconds(20);
}
