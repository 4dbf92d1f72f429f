package dev.setpoint.link.message;

import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.ControllerMessage;

/**
 * Messages as bytes: one JSON object each, in UTF-8, with a fixed order of keys and the number of
 * the message on its connection. Reading refuses whatever writing would not write, but for the
 * order of keys and white space: unknown types, unknown, missing or doubled keys.
 */
public final class MessageCodec {
  /** The protocol that this version speaks; there is no other one yet. */
  public static final int PROTOCOL = 1;

  /** Bytes of a message at most. */
  public static final int MAX_BYTES = 4 << 20;

  private MessageCodec() {}

  /**
   * A message and its number.
   *
   * @param number 1 for the first message that an end sends over a connection, then one more each
   */
  public record Numbered<M>(long number, M message) {}

  /** The bytes of an agent's message. */
  public static byte[] encode(long number, AgentMessage message) {
    var json = begin(number, message);
    AgentMessageJson.write(json, message);
    return json.endObject().bytes();
  }

  /** The bytes of a controller's message. */
  public static byte[] encode(long number, ControllerMessage message) {
    var json = begin(number, message);
    ControllerMessageJson.write(json, message);
    return json.endObject().bytes();
  }

  private static CanonicalJson begin(long number, Object message) {
    var json = new CanonicalJson().object();
    json.key("n").value(number);
    return json.field("type", message.getClass().getSimpleName());
  }

  /**
   * Reads what an agent sent.
   *
   * @throws MalformedMessageException when it is none of its messages
   */
  public static Numbered<AgentMessage> agentMessage(byte[] bytes) {
    return WireObject.parse(
        bytes, json -> new Numbered<>(json.count("n"), AgentMessageJson.read(json)));
  }

  /**
   * Reads what a controller sent.
   *
   * @throws MalformedMessageException when it is none of its messages
   */
  public static Numbered<ControllerMessage> controllerMessage(byte[] bytes) {
    return WireObject.parse(
        bytes, json -> new Numbered<>(json.count("n"), ControllerMessageJson.read(json)));
  }
}
