package dev.setpoint.link.agentend;

/** What the agent's end keeps on the node's disk. */
public record AgentDisk(OrderShelf orders, JournalFeed journal, SessionCounter sessions) {}
