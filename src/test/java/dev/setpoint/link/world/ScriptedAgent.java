package dev.setpoint.link.world;

import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.AgentMessage.Hello;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.link.controlend.AgentIdentity;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.session.Channel;
import dev.setpoint.link.session.ChannelEars;
import java.util.ArrayList;
import java.util.List;

/** An agent that says what a test wants, to the real end of a controller. */
public final class ScriptedAgent {
  private final LinkWorld world;
  private final List<ControllerMessage> heard = new ArrayList<>();
  private final ChannelEars ears;
  private long number;
  private boolean closed;
  private long unread;

  /** An agent with the certificate of a node. */
  public ScriptedAgent(LinkWorld world, String node) {
    this.world = world;
    this.ears =
        world
            .controller()
            .arrive(
                new AgentIdentity(node, "key"),
                "192.0.2.1:4000",
                new Channel() {
                  @Override
                  public void send(byte[] message) {
                    heard.add(MessageCodec.controllerMessage(message).message());
                  }

                  @Override
                  public long waiting() {
                    return unread;
                  }

                  @Override
                  public void close() {
                    closed = true;
                  }

                  @Override
                  public void abort() {
                    closed = true;
                  }
                });
  }

  /** The greeting of a node that has nothing yet. */
  public static Hello hello(String node, long session) {
    return new Hello(1, node, "instance-1", session, "0f".repeat(16), "1", 0, "", "j1", 1, "");
  }

  /** Greets as the node. */
  public ScriptedAgent greet(String node, long session) {
    return say(hello(node, session));
  }

  /** Says something, with the number that is due. */
  public ScriptedAgent say(AgentMessage message) {
    return say(MessageCodec.encode(++number, message));
  }

  /** Sends any bytes. */
  public ScriptedAgent say(byte[] bytes) {
    ears.received(bytes);
    world.timeline().settle();
    return this;
  }

  /** Sends bytes that nobody has time to read. */
  public void shout(byte[] bytes) {
    ears.received(bytes);
  }

  /** Reads no more: so many bytes wait. */
  public void leaveUnread(long bytes) {
    unread = bytes;
  }

  /** The network ends the connection. */
  public void drop() {
    ears.closed("lost");
    world.timeline().settle();
  }

  /** What the controller has said, of one type. */
  public <M extends ControllerMessage> List<M> heard(Class<M> type) {
    return heard.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Reason of the farewell; empty without one. */
  public String farewell() {
    return heard(ControllerMessage.Farewell.class).stream()
        .map(ControllerMessage.Farewell::reason)
        .findFirst()
        .orElse("");
  }

  /** Whether the controller has closed the connection. */
  public boolean isClosed() {
    return closed;
  }
}
