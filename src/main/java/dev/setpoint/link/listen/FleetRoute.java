package dev.setpoint.link.listen;

import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.link.controlend.AgentIdentity;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked on the port. Method and path are compared as they came, character by
 * character: nothing is decoded, so there is one spelling of each.
 *
 * @param needsAgent whether only an agent's certificate opens it; it is looked at before the body
 * @param maxBody bytes of the body at most; more is refused before any of it is looked at
 */
public record FleetRoute(
    String method, String path, boolean needsAgent, int maxBody, Handler handler) {
  /** Answers on a virtual thread; may block. */
  @FunctionalInterface
  public interface Handler {
    /** The answer; what is thrown becomes 500 without a word of it. */
    Answer answer(Question question);
  }

  /**
   * What is asked.
   *
   * @param agent whom the certificate speaks for, or null without one
   * @param chain the certificate first; empty without one
   * @param address where it came from
   */
  public record Question(
      Bytes body, @Nullable AgentIdentity agent, List<X509Certificate> chain, String address) {
    public Question {
      chain = List.copyOf(chain);
    }
  }

  /**
   * What is answered.
   *
   * @param status of HTTP
   * @param type media type of the body
   */
  public record Answer(int status, String type, Bytes body) {
    /** A JSON text. */
    public static Answer json(int status, String text) {
      return new Answer(
          status, "application/json", Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
