package dev.setpoint.trust;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of a node that has joined.
 *
 * @param node its name
 * @param keyHash SHA-256 of the only public key that may speak for it
 * @param instance what the agent calls this installation of itself; a copy has the same
 * @param state whether it may speak
 * @param why of a state other than active; empty for active
 * @param since when it came into this state
 * @param session number of the last session that it opened
 * @param certificateUntil end of the last certificate that it was given
 */
public record NodeIdentity(
    String node,
    String keyHash,
    String instance,
    State state,
    String why,
    Instant since,
    long session,
    Instant certificateUntil) {

  /** Whether a node may speak. */
  public enum State {
    /** It may. */
    ACTIVE,
    /** A person took its identity away; only a new join brings it back. */
    REVOKED,
    /** Two machines used one identity; a person decides, or it joins anew. */
    QUARANTINED;

    /** As people and files write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The state of exactly this word. */
    public static Optional<State> of(String word) {
      return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }
  }
}
