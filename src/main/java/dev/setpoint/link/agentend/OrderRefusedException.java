package dev.setpoint.link.agentend;

/** An order that is not taken. */
public final class OrderRefusedException extends RuntimeException {
  private final Reason reason;

  /** Why; the words go to the controller and into status. */
  public enum Reason {
    /** It is not signed for this node and this connection by the key that was pinned. */
    BAD_SIGNATURE("BadSignature"),
    /** It is signed, but not readable. */
    MALFORMED("Malformed"),
    /** It is for another node. */
    FOREIGN_NODE("ForeignNode"),
    /** It comes from another installation. */
    FOREIGN_OWNER("ForeignOwner"),
    /** A newer one was taken before, or another one with this generation. */
    OLDER_GENERATION("OlderGeneration"),
    /** Contents do not have their digest. */
    WRONG_CONTENT("WrongContent"),
    /** The controller does not hand out contents that its own order names. */
    MISSING_CONTENT("MissingContent"),
    /** Its contents are too large. */
    TOO_LARGE("TooLarge"),
    /** A document is not what git could say. */
    BAD_DOCUMENT("BadDocument"),
    /** It cannot be kept on the node's disk. */
    NOT_KEPT("NotKept");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** The word on the wire. */
    public String word() {
      return word;
    }
  }

  /** With the word and a sentence. */
  public OrderRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The word. */
  public Reason reason() {
    return reason;
  }
}
