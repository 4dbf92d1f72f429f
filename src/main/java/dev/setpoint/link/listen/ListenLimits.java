package dev.setpoint.link.listen;

import java.time.Duration;

/**
 * What the port bears. Beyond a limit a connection is closed at once, before it costs anything; the
 * agent comes back after a while of its own choice.
 *
 * @param connections at once
 * @param handshakes TLS handshakes at once that are not done; further ones wait
 * @param strangers connections without an agent's certificate at once
 * @param questions being answered at once
 * @param settleWithin from the connection to its upgrade or to the end of its answer
 */
public record ListenLimits(
    int connections, int handshakes, int strangers, int questions, Duration settleWithin) {
  /** The limits of the program; {@code docs/fleet/protocol.md} names them. */
  public static ListenLimits standard() {
    return new ListenLimits(20_000, 200, 256, 64, Duration.ofSeconds(30));
  }
}
