package dev.setpoint.access;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be shown to the port for agents, and what becomes of it. */
public enum AgentsShow {
  NOTHING("no certificate", Becomes.NOBODY),
  PEOPLES_TOKENS("no certificate, but a person's token of any role", Becomes.NOBODY),
  AGENT("the certificate of an agent", Becomes.AGENT),
  OTHER_KEY("a certificate of the node for a key that is not in force", Becomes.SHUT_OUT),
  REVOKED("the certificate of a node that was revoked", Becomes.SHUT_OUT),
  QUARANTINED("the certificate of a node in quarantine", Becomes.SHUT_OUT),
  UNKNOWN_NODE("a certificate for a node that never joined", Becomes.SHUT_OUT),
  ANOTHERS("an agent's certificate, and the name of another node", Becomes.AGENT_BY_ITS_NAME),
  EXPIRED("a certificate that has ended", Becomes.NO_CONNECTION),
  NOT_YET("a certificate that is not good yet", Becomes.NO_CONNECTION),
  OTHER_AUTHORITY("a certificate of another authority", Becomes.NO_CONNECTION),
  SELF_SIGNED("a certificate that signed itself", Becomes.NO_CONNECTION),
  BY_AGENT("a certificate that an agent's certificate signed", Becomes.NO_CONNECTION),
  CONTROLLERS("the controller's own certificate", Becomes.NO_CONNECTION),
  WITHOUT_KEY("an agent's certificate without its key", Becomes.NO_CONNECTION),
  TLS_1_2("an agent's certificate, over TLS 1.2", Becomes.NO_CONNECTION),
  NO_TLS("plain HTTP", Becomes.NO_CONNECTION);

  private final String words;
  private final Becomes becomes;

  AgentsShow(String words, Becomes becomes) {
    this.words = words;
    this.becomes = becomes;
  }

  /** What becomes of it. */
  enum Becomes {
    NOBODY("nobody: agents' routes answer 403"),
    AGENT("agent"),
    AGENT_BY_ITS_NAME("agent of the node in the certificate; the link says goodbye to the other"),
    SHUT_OUT("nobody: renewal answers 403, the link says goodbye and why"),
    NO_CONNECTION("no connection: not a byte of HTTP is read or answered");

    private final String words;

    Becomes(String words) {
      this.words = words;
    }
  }

  Becomes becomes() {
    return becomes;
  }

  /** The table for the documentation. */
  public static String table() {
    return "| shown | makes |\n|---|---|\n"
        + Arrays.stream(values())
            .map(each -> "| %s | %s |%n".formatted(each.words, each.becomes.words))
            .collect(Collectors.joining());
  }
}
