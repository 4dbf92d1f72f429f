package dev.setpoint.fleet.message;

import java.time.Duration;
import java.util.List;

/** What a controller says to an agent. */
public sealed interface ControllerMessage {
  /** Nothing new; the connection lives. */
  record Alive() implements ControllerMessage {}

  /**
   * The answer to a {@code Hello} that was accepted.
   *
   * @param journalNext sequence number of the first journal entry that is wanted
   * @param wantWholeReport whether the next report must be whole
   */
  record Welcome(int protocol, String controllerVersion, long journalNext, boolean wantWholeReport)
      implements ControllerMessage {}

  /**
   * An order.
   *
   * @param header bytes of the {@link OrderHeader}
   * @param signature over node, nonce of this connection and header
   */
  record OrderOffer(Bytes header, Bytes signature) implements ControllerMessage {}

  /**
   * Contents that were wanted, as far as they fit into one message.
   *
   * @param missing digests that the offered order does not name
   */
  record Contents(List<ContentPart> parts, List<String> missing) implements ControllerMessage {
    public Contents {
      parts = List.copyOf(parts);
      missing = List.copyOf(missing);
    }
  }

  /**
   * A piece of contents.
   *
   * @param digest digest of the whole
   * @param size bytes of the whole
   * @param offset where the piece stands in it
   */
  record ContentPart(String digest, long size, long offset, Bytes bytes) {}

  /**
   * The journal is in the trail up to here.
   *
   * @param next sequence number of the first entry that is not
   */
  record JournalTaken(long next) implements ControllerMessage {}

  /** The next report must be whole. */
  record ReportWanted() implements ControllerMessage {}

  /** Look at everything now. */
  record PassWanted() implements ControllerMessage {}

  /**
   * What would this order change? Nothing is to be done about it.
   *
   * @param ask number of the question
   * @param header bytes of the {@link OrderHeader}
   * @param signature as for an offer, but for this purpose alone
   */
  record PlanWanted(long ask, Bytes header, Bytes signature) implements ControllerMessage {}

  /**
   * A token for a node inside one of the agent's instances, or why there is none.
   *
   * @param ask number of the question
   * @param token a secret; empty when there is none
   * @param passing whether asking again a little later may help
   * @param problem why there is none; empty when there is one
   */
  record NodeToken(long ask, String token, boolean passing, String problem)
      implements ControllerMessage {
    @Override
    public String toString() {
      return "NodeToken[ask=" + ask + ", passing=" + passing + ", problem=" + problem + "]";
    }
  }

  /**
   * The last message of a connection.
   *
   * @param reason one word, such as {@code Busy}
   * @param message a sentence for people
   * @param retryAfter how long the agent waits at least before it comes again
   */
  record Farewell(String reason, String message, Duration retryAfter)
      implements ControllerMessage {}
}
