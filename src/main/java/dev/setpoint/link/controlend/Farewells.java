package dev.setpoint.link.controlend;

import java.time.Duration;

/** Why the controller ends a connection, and how long the agent stays away at least. */
enum Farewells {
  /** It speaks another protocol. */
  OTHER_PROTOCOL("OtherProtocol", Duration.ofMinutes(1)),
  /** It speaks for another node than its certificate. */
  FOREIGN_NODE("ForeignNode", Duration.ofMinutes(1)),
  /** It said something that is no message, or not when it was due. */
  MALFORMED("Malformed", Duration.ofSeconds(10)),
  /** It said nothing in time. */
  SILENT("Silent", Duration.ZERO),
  /** It reads too slowly, or messages were lost. */
  BROKEN("Broken", Duration.ofSeconds(1)),
  /** Another connection of the same agent has taken its place. */
  REPLACED("Replaced", Duration.ofSeconds(1)),
  /** A person, or a rule, ended it. */
  CLOSED("Closed", Duration.ofSeconds(30)),
  /** The controller stops. */
  STOPPING("Stopping", Duration.ZERO),
  /** The controller has a fault. */
  INTERNAL("Internal", Duration.ofSeconds(10));

  private final String word;
  private final Duration retryAfter;

  Farewells(String word, Duration retryAfter) {
    this.word = word;
    this.retryAfter = retryAfter;
  }

  String word() {
    return word;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
