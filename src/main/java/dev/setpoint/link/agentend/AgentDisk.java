package dev.setpoint.link.agentend;

import java.util.function.Consumer;

/**
 * What the agent's end keeps on the node's disk.
 *
 * @param note told in one word how the connection is whenever that changes: {@code connected},
 *     {@code away}, or {@code refused} with the controller's reason behind it
 */
public record AgentDisk(
    OrderShelf orders, JournalFeed journal, SessionCounter sessions, Consumer<String> note) {
  /** One that notes nothing. */
  public AgentDisk(OrderShelf orders, JournalFeed journal, SessionCounter sessions) {
    this(orders, journal, sessions, _ -> {});
  }
}
