package dev.setpoint.link.world;

import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.link.agentend.AgentDisk;
import dev.setpoint.link.agentend.AgentEnd;
import dev.setpoint.link.agentend.AgentEndSettings;
import dev.setpoint.link.agentend.ContentLimits;
import dev.setpoint.link.agentend.Dialer;
import dev.setpoint.link.controlend.Admission;
import dev.setpoint.link.controlend.Admission.Verdict.Admitted;
import dev.setpoint.link.controlend.AgentIdentity;
import dev.setpoint.link.controlend.ControllerEnd;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.session.LinkTimings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A controller's end and the end of one agent, {@code n1}, on the virtual clock. Not safe for many
 * threads.
 */
public final class LinkWorld {
  /** The agent's node. */
  public static final String NODE = "n1";

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final HeardEvents events = new HeardEvents();
  private final HeardAgent agent = new HeardAgent();
  private final MemoryShelf shelf = new MemoryShelf();
  private final MemoryFeed feed = new MemoryFeed("j1");
  private final List<Wire> wires = new ArrayList<>();
  private final List<byte[]> controllerSaid = new ArrayList<>();
  private final ControllerEnd controller;
  private final SplittableRandom random;
  private AgentEnd agentEnd;
  private ContentLimits contents = ContentLimits.standard();
  private Consumer<Wire> onDial = _ -> {};
  private boolean reachable = true;
  private long sessions;

  /** A world where everybody is admitted. */
  public LinkWorld(long seed) {
    this(seed, (_, _, _) -> new Admitted());
  }

  /** A world with its own doorkeeper. */
  public LinkWorld(long seed, Admission admission) {
    this.random = new SplittableRandom(seed);
    this.controller = newController(admission);
    this.agentEnd = newAgentEnd();
  }

  /** The agent takes no more than this of an order. */
  public void takingAtMost(ContentLimits limits) {
    contents = limits;
    agentEnd = newAgentEnd();
  }

  private ControllerEnd newController(Admission admission) {
    var end =
        new ControllerEnd(
            new ControllerEnd.Settings(Fleet.OWNER, "1", LinkTimings.standard()),
            timeline,
            OrderSeal.signer(Fleet.ORDER_KEY.getPrivate()),
            admission,
            events);
    end.start();
    return end;
  }

  private AgentEnd newAgentEnd() {
    return new AgentEnd(
        new AgentEndSettings(
            NODE,
            Fleet.OWNER,
            "instance-1",
            "1",
            Fleet.ORDER_KEY.getPublic(),
            LinkTimings.standard(),
            contents),
        timeline,
        random,
        new AgentDisk(shelf, feed, () -> ++sessions),
        Fleet::read,
        this::dial);
  }

  private void dial(Dialer.Caller caller) {
    if (!reachable) {
      timeline.startAfter(Duration.ofMillis(5), "dial", () -> caller.closed("refused"));
      return;
    }
    var wire = new Wire(timeline);
    wires.add(wire);
    wire.controllerFate(message -> {
      controllerSaid.add(message);
      return List.of(message);
    });
    onDial.accept(wire);
    wire.agentHears(caller);
    wire.controllerHears(
        controller.arrive(
            new AgentIdentity(NODE, "key"), "192.0.2.1:4000", wire.controllerSends()));
    caller.opened(wire.agentSends());
  }

  /** Starts the agent and lets both ends greet. */
  public LinkWorld start() {
    agentEnd.start(agent);
    pass(Duration.ofSeconds(1));
    return this;
  }

  /** The agent's process ends and starts again; its disk stays. */
  public void restartAgent() {
    agentEnd.close();
    timeline.settle();
    agentEnd = newAgentEnd();
    start();
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    for (var left = time; left.isPositive(); left = left.minusSeconds(1)) {
      timeline.pass(left.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : left);
    }
  }

  /** What is done with every new connection. */
  public void onDial(Consumer<Wire> work) {
    onDial = work;
  }

  /** Whether dialing succeeds. */
  public void reachable(boolean isReachable) {
    reachable = isReachable;
  }

  /** The newest connection. */
  public Wire wire() {
    return wires.getLast();
  }

  /** How many connections were opened. */
  public int dialed() {
    return wires.size();
  }

  /** The controller's link of the node. */
  public NodeLink link() {
    return controller.link(NODE);
  }

  /** The controller's end. */
  public ControllerEnd controller() {
    return controller;
  }

  /** The agent's end. */
  public AgentEnd agentEnd() {
    return agentEnd;
  }

  /** The local agent. */
  public HeardAgent agent() {
    return agent;
  }

  /** What the controller was told. */
  public HeardEvents events() {
    return events;
  }

  /** The agent's disk. */
  public MemoryShelf shelf() {
    return shelf;
  }

  /** The agent's journal. */
  public MemoryFeed feed() {
    return feed;
  }

  /** The clock. */
  public VirtualTimeline timeline() {
    return timeline;
  }

  /** What the controller said on all connections, oldest first, as far as fates were not set. */
  public List<ControllerMessage> controllerSaid() {
    return controllerSaid.stream()
        .map(bytes -> MessageCodec.controllerMessage(bytes).message())
        .toList();
  }
}
