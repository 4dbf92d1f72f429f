package dev.setpoint.trust.enrol;

import dev.setpoint.trust.Enrolment.Reason;

/** What a machine is told whose token does not work. */
final class Refusals {
  private static final String AGAIN =
      "Make a new one with 'setpoint token create NODE' and run its command on the machine.";

  private Refusals() {}

  /** Whoever does not know the secret is not told whether there is such a token. */
  static JoinAnswer of(Reason reason) {
    return switch (reason) {
      case UNKNOWN, WRONG_SECRET -> refusal("TokenRefused", "The token is not known here.");
      case LOCKED ->
          refusal("TokenLocked", "The token is locked: too many wrong secrets were shown.");
      case REVOKED -> refusal("TokenRevoked", "The token was taken back.");
      case OTHER_NODE -> refusal("TokenOfAnotherNode", "The token was made for another node.");
      case USED -> refusal("TokenUsed", "Another machine has used the token already.");
      case EXPIRED -> refusal("TokenExpired", "The token is too old.");
    };
  }

  private static JoinAnswer refusal(String error, String message) {
    return JoinAnswer.refusal(403, error, message, AGAIN);
  }
}
