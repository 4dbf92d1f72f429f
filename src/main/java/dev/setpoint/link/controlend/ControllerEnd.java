package dev.setpoint.link.controlend;

import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.FleetLinks;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.link.session.Channel;
import dev.setpoint.link.session.ChannelEars;
import dev.setpoint.link.session.LinkTimings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The controller's end of the connections to all agents. It has no thread of its own: one tick on
 * the timeline keeps all connections alive, and a node uses a thread only while it has something to
 * say. Safe for many threads.
 */
public final class ControllerEnd implements FleetLinks, AutoCloseable {
  private final Desk desk;
  private final Map<String, RemoteNode> nodes = new ConcurrentHashMap<>();
  // In the order of their coming, so that the same run looks after them in the same order.
  private final Map<Long, ControllerSession> sessions = new ConcurrentSkipListMap<>();
  private final AtomicLong arrivals = new AtomicLong();
  private volatile boolean closed;

  /**
   * What a controller says of itself, and its times.
   *
   * @param owner id of the installation
   * @param version version of the program
   */
  public record Settings(String owner, String version, LinkTimings timings) {}

  /**
   * An end without connections.
   *
   * @param signer signs orders with the installation's key
   */
  public ControllerEnd(
      Settings settings,
      Timeline timeline,
      UnaryOperator<byte[]> signer,
      Admission admission,
      FleetEvents events) {
    var pen = new IssuedOrder.Pen(settings.owner(), new ContentDigests());
    this.desk =
        new Desk(settings.version(), timeline, settings.timings(), pen, signer, admission, events);
  }

  /** Begins to look after connections; called once. */
  public void start() {
    desk.timeline().startAfter(desk.timings().tick(), "heartbeats", this::tick);
  }

  private void tick() {
    if (!closed) {
      sessions.values().forEach(ControllerSession::tick);
      start();
    }
  }

  /**
   * Takes a channel on which an agent has come.
   *
   * @param who as its certificate says, which the listener has verified
   * @param address where it came from
   * @return who is to be told what comes on the channel
   */
  public ChannelEars arrive(AgentIdentity who, String address, Channel channel) {
    var session = new ControllerSession(desk, node(who.node()), new Caller(who, address), channel);
    long number = arrivals.incrementAndGet();
    session.whenOver(() -> sessions.remove(number));
    sessions.put(number, session);
    if (closed) {
      session.farewell(Farewells.STOPPING, "the controller is stopping");
    }
    return session;
  }

  @Override
  public NodeLink link(String node) {
    return node(node);
  }

  private RemoteNode node(String name) {
    return nodes.computeIfAbsent(name, each -> new RemoteNode(desk, each));
  }

  @Override
  public void close(String node, String why) {
    for (var session : sessions.values()) {
      if (session.isOf(node)) {
        session.farewell(Farewells.CLOSED, why);
      }
    }
  }

  /** How many connections there are, greeted or not. */
  public int connections() {
    return sessions.size();
  }

  /** Says farewell to all agents; they come back by themselves. */
  @Override
  public void close() {
    closed = true;
    sessions
        .values()
        .forEach(session -> session.farewell(Farewells.STOPPING, "the controller is stopping"));
  }

  /** Who called, and from where. */
  record Caller(AgentIdentity who, String address) {}
}
