package dev.setpoint.link.controlend;

import java.time.Duration;

/**
 * Whether an agent whose certificate was good may connect. Asked for every connection, before
 * anything else that it says is looked at. Safe for many threads; may block for a while.
 */
public interface Admission {
  /**
   * Judges a connection and remembers its number, durably, when it is admitted.
   *
   * @param who as its certificate says
   * @param instance id of the agent's installation on its disk
   * @param session number of the connection; must be greater than every one before
   */
  Verdict admit(AgentIdentity who, String instance, long session);

  /** What became of it. */
  sealed interface Verdict {
    /** It may connect. */
    record Admitted() implements Verdict {}

    /**
     * It may not.
     *
     * @param reason one word, such as {@code Revoked}
     * @param message a sentence for people
     * @param retryAfter when it may try again
     * @param cutsOthers whether connections of the same node end too, as with two agents of one
     *     identity
     */
    record Refused(String reason, String message, Duration retryAfter, boolean cutsOthers)
        implements Verdict {}
  }
}
