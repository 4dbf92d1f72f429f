package dev.setpoint.link.world;

import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.AgentMessage.Hello;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.fleet.message.ControllerMessage.OrderOffer;
import dev.setpoint.fleet.message.ControllerMessage.Welcome;
import dev.setpoint.fleet.message.OrderHeader;
import dev.setpoint.link.agentend.AgentDisk;
import dev.setpoint.link.agentend.AgentEnd;
import dev.setpoint.link.agentend.AgentEndSettings;
import dev.setpoint.link.agentend.Dialer;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.message.OrderCodec;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.message.OrderSeal.Purpose;
import dev.setpoint.link.session.Channel;
import dev.setpoint.link.session.LinkTimings;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A controller that says what a test wants, to a real end of an agent. */
public final class ScriptedController {
  private final VirtualTimeline timeline = new VirtualTimeline();
  private final HeardAgent agent = new HeardAgent();
  private final MemoryShelf shelf;
  private final List<AgentMessage> heard = new ArrayList<>();
  private final AgentEnd end;
  private Dialer.@Nullable Caller caller;
  private long number;
  private long session;
  private boolean aborted;
  private int timesAborted;
  private int dialed;

  /** A controller to which an agent has just connected. */
  public ScriptedController() {
    this(new MemoryShelf());
  }

  private ScriptedController(MemoryShelf shelf) {
    this.shelf = shelf;
    end =
        new AgentEnd(
            new AgentEndSettings(
                LinkWorld.NODE,
                Fleet.OWNER,
                "instance-1",
                "1",
                Fleet.ORDER_KEY.getPublic(),
                LinkTimings.standard()),
            timeline,
            new SplittableRandom(7),
            new AgentDisk(shelf, new MemoryFeed("j1"), () -> ++session),
            Fleet::read,
            this::dialed);
    end.start(agent);
    timeline.settle();
  }

  private void dialed(Dialer.Caller who) {
    caller = who;
    number = 0;
    aborted = false;
    dialed++;
    who.opened(
        new Channel() {
          @Override
          public void send(byte[] message) {
            heard.add(MessageCodec.agentMessage(message).message());
          }

          @Override
          public long waiting() {
            return 0;
          }

          @Override
          public void close() {
            abort();
          }

          @Override
          public void abort() {
            aborted = true;
            timesAborted++;
          }
        });
  }

  /**
   * The agent's process ends, and another one connects that begins on the same disk, with the clock
   * and the random numbers of the first one's beginning.
   */
  public ScriptedController restarted() {
    end.close();
    return new ScriptedController(shelf);
  }

  /** Greets the agent. */
  public ScriptedController welcome() {
    return say(new Welcome(1, "1", 1, true));
  }

  /** Says something, with the number that is due. */
  public ScriptedController say(ControllerMessage message) {
    return say(MessageCodec.encode(++number, message));
  }

  /** Sends any bytes. */
  public ScriptedController say(byte[] bytes) {
    var who = caller;
    if (who == null) {
      throw new IllegalStateException("nobody has dialed");
    }
    who.received(bytes);
    timeline.settle();
    return this;
  }

  /** Offers a header, signed for this connection by the right key. */
  public ScriptedController offer(OrderHeader header) {
    return say(offerOf(header, LinkWorld.NODE, nonce(), Fleet.ORDER_KEY));
  }

  /** An offer that is signed for any node and connection, by any key. */
  public static OrderOffer offerOf(OrderHeader header, String node, String nonce, KeyPair key) {
    byte[] bytes = OrderCodec.encode(header);
    byte[] signature =
        OrderSeal.of(Purpose.ORDER, node, nonce, bytes).sign(OrderSeal.signer(key.getPrivate()));
    return new OrderOffer(Bytes.of(bytes), Bytes.of(signature));
  }

  /** The nonce of the present connection. */
  public String nonce() {
    return heard.stream()
        .filter(Hello.class::isInstance)
        .map(each -> ((Hello) each).nonce())
        .toList()
        .getLast();
  }

  /** The network loses the connection; returns when the agent is back. */
  public ScriptedController drop() {
    var who = caller;
    if (who != null) {
      who.closed("lost");
    }
    int before = dialed;
    for (int i = 0; i < 120 && dialed == before; i++) {
      timeline.pass(Duration.ofSeconds(1));
    }
    return this;
  }

  /** What the agent has said, of one type. */
  public <M extends AgentMessage> List<M> heard(Class<M> type) {
    return heard.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Whether the agent has given the connection up. */
  public boolean isAborted() {
    return aborted;
  }

  /** How many connections the agent has given up. */
  public int timesAborted() {
    return timesAborted;
  }

  /** How often the agent has dialed. */
  public int dialed() {
    return dialed;
  }

  /** The local agent. */
  public HeardAgent agent() {
    return agent;
  }

  /** The agent's disk. */
  public MemoryShelf shelf() {
    return shelf;
  }

  /** The agent's end. */
  public AgentEnd end() {
    return end;
  }

  /** The clock. */
  public VirtualTimeline timeline() {
    return timeline;
  }
}
