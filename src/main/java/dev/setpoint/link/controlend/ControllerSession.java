package dev.setpoint.link.controlend;

import dev.setpoint.fleet.NodeArrival;
import dev.setpoint.fleet.NodeInvitation;
import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.AgentMessage.Alive;
import dev.setpoint.fleet.message.AgentMessage.ContentsWanted;
import dev.setpoint.fleet.message.AgentMessage.Hello;
import dev.setpoint.fleet.message.AgentMessage.JournalPart;
import dev.setpoint.fleet.message.AgentMessage.NodeTokenWanted;
import dev.setpoint.fleet.message.AgentMessage.OrderReached;
import dev.setpoint.fleet.message.AgentMessage.OrderRefused;
import dev.setpoint.fleet.message.AgentMessage.PlanAnswer;
import dev.setpoint.fleet.message.AgentMessage.ReportChange;
import dev.setpoint.fleet.message.AgentMessage.WholeReport;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.fleet.message.ControllerMessage.Farewell;
import dev.setpoint.fleet.message.ControllerMessage.JournalTaken;
import dev.setpoint.fleet.message.ControllerMessage.NodeToken;
import dev.setpoint.fleet.message.ControllerMessage.ReportWanted;
import dev.setpoint.fleet.message.ControllerMessage.Welcome;
import dev.setpoint.link.controlend.Admission.Verdict;
import dev.setpoint.link.controlend.Asks.Ask;
import dev.setpoint.link.controlend.ControllerEnd.Caller;
import dev.setpoint.link.controlend.OrderDelivery.Held;
import dev.setpoint.link.message.MalformedMessageException;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.session.Channel;
import dev.setpoint.link.session.ChannelEars;
import dev.setpoint.link.session.Line;
import dev.setpoint.link.session.LineBrokenException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection of an agent: first a greeting, then messages until either end has enough. What the
 * agent says is read in its node's turns; ending is possible from everywhere at any time, and
 * nothing that was still unread is looked at after it.
 */
final class ControllerSession implements ChannelEars {
  private static final Logger LOG = Logger.getLogger(ControllerSession.class);
  private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");

  private final Desk desk;
  private final RemoteNode node;
  private final Caller caller;
  private final Instant arrivedAt;
  private final Line<AgentMessage, ControllerMessage> line;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** An offer waits for the agent to read what was sent before. */
  private final AtomicBoolean postponed = new AtomicBoolean();

  /** Set by the greeting. */
  private final AtomicReference<@Nullable OrderDelivery> delivery = new AtomicReference<>();

  private final AtomicReference<Runnable> whenOver = new AtomicReference<>(() -> {});

  ControllerSession(Desk desk, RemoteNode node, Caller caller, Channel channel) {
    this.desk = desk;
    this.node = node;
    this.caller = caller;
    this.arrivedAt = desk.timeline().instant();
    this.line = new Line<>(channel, desk.timeline(), desk.timings(), ControllerDialect.PROTOCOL_1);
  }

  void whenOver(Runnable work) {
    whenOver.set(work);
  }

  boolean isOf(String name) {
    return node.name().equals(name);
  }

  @Override
  public void received(byte[] message) {
    if (ended.get()) {
      return;
    }
    try {
      line.heard(message);
      node.turns().add(() -> take(message));
    } catch (LineBrokenException e) {
      farewell(Farewells.BROKEN, e.getMessage());
    }
  }

  @Override
  public void closed(String why) {
    end(why, () -> {});
  }

  /** Keeps the connection alive, or gives it up. */
  void tick() {
    try {
      var orders = delivery.get();
      if (orders == null
          && desk.timeline().since(arrivedAt).compareTo(desk.timings().greetWithin()) > 0) {
        farewell(Farewells.SILENT, "no greeting came");
        return;
      }
      line.tick();
      if (postponed.getAndSet(false)) {
        node.turns().add(this::offer);
      }
    } catch (LineBrokenException e) {
      end(String.valueOf(e.getMessage()), line::abort);
    }
  }

  private void take(byte[] bytes) {
    if (ended.get()) {
      return;
    }
    try {
      var message = line.read(bytes);
      var orders = delivery.get();
      if (orders != null) {
        hear(message, orders);
      } else if (message instanceof Hello hello) {
        greet(hello);
      } else {
        throw new MalformedMessageException("the first message is not a greeting");
      }
    } catch (MalformedMessageException e) {
      LOG.warnf("%s sent what is no message: %s", node.name(), e.getMessage());
      farewell(Farewells.MALFORMED, "a message was refused: " + e.getMessage());
    } catch (LineBrokenException e) {
      farewell(Farewells.BROKEN, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // The top of a message: the agent comes back and starts from state.
      LOG.errorf(e, "A message of %s could not be handled", node.name());
      farewell(Farewells.INTERNAL, "the controller could not handle a message");
    }
  }

  private void greet(Hello hello) {
    if (hello.protocol() != MessageCodec.PROTOCOL) {
      farewell(
          Farewells.OTHER_PROTOCOL,
          "this controller speaks protocol %d, the agent %d: install the agent of this controller"
              .formatted(MessageCodec.PROTOCOL, hello.protocol()));
    } else if (!hello.node().equals(caller.who().node())) {
      farewell(Farewells.FOREIGN_NODE, "the certificate is that of another node");
    } else if (!NONCE.matcher(hello.nonce()).matches()) {
      farewell(Farewells.MALFORMED, "the nonce is not one");
    } else {
      switch (desk.admission().admit(caller.who(), hello.instance(), hello.session())) {
        case Verdict.Admitted() -> welcome(hello);
        case Verdict.Refused refused -> refuse(refused);
      }
    }
  }

  private void refuse(Verdict.Refused refused) {
    LOG.warnf("%s is refused: %s: %s", node.name(), refused.reason(), refused.message());
    if (refused.cutsOthers()) {
      node.session().ifPresent(other -> other.refuseWith(refused));
    }
    refuseWith(refused);
  }

  private void refuseWith(Verdict.Refused refused) {
    farewell(new Farewell(refused.reason(), refused.message(), refused.retryAfter()));
  }

  private void welcome(Hello hello) {
    node.greeted(this);
    var held = new Held(hello.generationHeld(), hello.orderDigestHeld());
    delivery.set(new OrderDelivery(desk, node, hello.nonce(), held));
    desk.events()
        .connected(
            new NodeArrival(
                node.name(),
                caller.address(),
                hello.agentVersion(),
                hello.generationHeld(),
                hello.orderDigestHeld(),
                desk.timeline().instant()));
    long journalNext = desk.events().journalNext(node.name(), hello.journal());
    if (hello.journalNext() < journalNext) {
      desk.events().journalBehind(node.name(), hello.journal(), hello.journalNext(), journalNext);
    }
    boolean whole = !node.report().isKnown(hello.reportHeld());
    send(new Welcome(MessageCodec.PROTOCOL, desk.version(), journalNext, whole));
    offer();
  }

  private void hear(AgentMessage message, OrderDelivery orders) {
    switch (message) {
      case Alive() -> {}
      case Hello _ -> throw new MalformedMessageException("a second greeting");
      case ContentsWanted wanted -> send(orders.contents(wanted));
      case OrderReached reached -> orders.reached(reached);
      case OrderRefused refused -> orders.refused(refused);
      case WholeReport whole -> desk.events().accept(node.report().take(whole));
      case ReportChange change ->
          node.report()
              .take(change)
              .ifPresentOrElse(desk.events()::accept, () -> send(new ReportWanted()));
      case JournalPart part -> record(part);
      case PlanAnswer answer -> node.asks().answered(answer);
      case NodeTokenWanted wanted -> send(invitation(wanted));
    }
  }

  /** Who asks is known by the certificate, whatever the message says. */
  private NodeToken invitation(NodeTokenWanted wanted) {
    NodeInvitation answer;
    try {
      answer = desk.events().invite(node.name(), wanted.instance(), wanted.node());
    } catch (RuntimeException e) {
      LOG.errorf(e, "No token can be made for a node inside %s now", node.name());
      answer = new NodeInvitation.Refused(true, "the controller cannot make a token now");
    }
    return switch (answer) {
      case NodeInvitation.Granted(var token) -> new NodeToken(wanted.ask(), token, false, "");
      case NodeInvitation.Refused(boolean passing, var why) ->
          new NodeToken(wanted.ask(), "", passing, why);
    };
  }

  private void record(JournalPart part) {
    var entries = part.entries().stream().map(Bytes::array).toList();
    long next;
    try {
      next = desk.events().record(node.name(), part.journal(), part.first(), entries);
    } catch (RuntimeException e) {
      // The agent keeps what was not taken, and sends it again.
      LOG.errorf(e, "The journal of %s cannot be taken into the trail now", node.name());
      next = part.first();
    }
    send(new JournalTaken(next));
  }

  /** Offers the newest order when it is due and there is room; else the next tick tries. */
  void offer() {
    var orders = delivery.get();
    if (orders == null || ended.get()) {
      return;
    }
    if (line.isCalm()) {
      orders.offer().ifPresent(this::send);
    } else {
      postponed.set(true);
    }
  }

  /** Asks a question. */
  void ask(Ask ask) {
    var orders = delivery.get();
    if (orders != null) {
      send(orders.question(ask));
    }
  }

  /** Sends unless the connection is over; one that cannot take it is over then. */
  void send(ControllerMessage message) {
    if (ended.get()) {
      return;
    }
    try {
      line.send(message);
    } catch (LineBrokenException e) {
      end(String.valueOf(e.getMessage()), line::abort);
    }
  }

  /** Ends the connection and says why. */
  void farewell(Farewells reason, @Nullable String message) {
    farewell(new Farewell(reason.word(), String.valueOf(message), reason.retryAfter()));
  }

  private void farewell(Farewell farewell) {
    end(
        farewell.message(),
        () -> {
          try {
            line.send(farewell);
            line.close();
          } catch (LineBrokenException e) {
            line.abort();
          }
        });
  }

  /** Ends in the turn of the connection that takes its place. */
  void endAsReplaced() {
    farewell(Farewells.REPLACED, "another connection of this agent has taken its place");
    node.over(this, "another connection has taken its place");
  }

  private void end(String why, Runnable lastWords) {
    if (!ended.getAndSet(true)) {
      lastWords.run();
      whenOver.get().run();
      node.turns().add(() -> node.over(this, why));
    }
  }
}
