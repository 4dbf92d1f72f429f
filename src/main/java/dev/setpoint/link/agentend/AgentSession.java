package dev.setpoint.link.agentend;

import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.AgentMessage.Hello;
import dev.setpoint.fleet.message.AgentMessage.PlanAnswer;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.fleet.message.ControllerMessage.Alive;
import dev.setpoint.fleet.message.ControllerMessage.Contents;
import dev.setpoint.fleet.message.ControllerMessage.Farewell;
import dev.setpoint.fleet.message.ControllerMessage.JournalTaken;
import dev.setpoint.fleet.message.ControllerMessage.NodeToken;
import dev.setpoint.fleet.message.ControllerMessage.OrderOffer;
import dev.setpoint.fleet.message.ControllerMessage.PassWanted;
import dev.setpoint.fleet.message.ControllerMessage.PlanWanted;
import dev.setpoint.fleet.message.ControllerMessage.ReportWanted;
import dev.setpoint.fleet.message.ControllerMessage.Welcome;
import dev.setpoint.link.message.MalformedMessageException;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.session.Channel;
import dev.setpoint.link.session.Line;
import dev.setpoint.link.session.LineBrokenException;
import dev.setpoint.link.session.TooLargeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a connection, and the connection when it succeeds. What the controller says is
 * read in the turns of the agent's end.
 */
final class AgentSession implements Dialer.Caller {
  private static final Logger LOG = Logger.getLogger(AgentSession.class);

  /** Words of a farewell to an identity that is good for nothing any more. */
  private static final Set<String> SHUT_OUT = Set.of("Barred", "Duplicate");

  private final AgentEnd end;
  private final long number;
  private final String nonce;
  private final OrderIntake intake;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicReference<@Nullable Line<ControllerMessage, AgentMessage>> line =
      new AtomicReference<>();

  private volatile boolean shutOut;

  /** Set by the controller's greeting. */
  private final AtomicReference<@Nullable Open> open = new AtomicReference<>();

  /** What there is once the controller has greeted. */
  private record Open(Instant since, JournalUpload journal) {}

  AgentSession(AgentEnd end, long number, String nonce) {
    this.end = end;
    this.number = number;
    this.nonce = nonce;
    this.intake = new OrderIntake(end, this, nonce);
  }

  boolean isOpen() {
    return open.get() != null && !ended.get();
  }

  boolean isCalm() {
    var now = line.get();
    return now != null && now.isCalm();
  }

  /** Whether it was a connection, which may come back. */
  boolean wasOpen() {
    return open.get() != null && !shutOut;
  }

  boolean wasSteady() {
    var now = open.get();
    var timeline = end.timeline();
    return now != null
        && timeline.since(now.since()).compareTo(end.settings().timings().steadyAfter()) >= 0;
  }

  @Override
  public void opened(Channel channel) {
    var now =
        new Line<>(channel, end.timeline(), end.settings().timings(), AgentDialect.PROTOCOL_1);
    line.set(now);
    if (ended.get()) {
      channel.abort();
      return;
    }
    end.turns().add(this::greet);
    tickLater();
  }

  @Override
  public void received(byte[] message) {
    var now = line.get();
    if (ended.get() || now == null) {
      return;
    }
    try {
      now.heard(message);
      end.turns().add(() -> take(now, message));
    } catch (LineBrokenException e) {
      end(String.valueOf(e.getMessage()), Duration.ZERO);
    }
  }

  @Override
  public void closed(String why) {
    end(why, Duration.ZERO);
  }

  void giveUpUnlessOpen() {
    if (open.get() == null) {
      end("the controller did not answer in time", Duration.ZERO);
    }
  }

  private void tickLater() {
    end.timeline().startAfter(end.settings().timings().tick(), "heartbeat", this::tick);
  }

  private void tick() {
    var now = line.get();
    if (ended.get() || now == null) {
      return;
    }
    try {
      if (isOpen()) {
        now.tick();
        end.journalGrew();
      }
      tickLater();
    } catch (LineBrokenException e) {
      end(String.valueOf(e.getMessage()), Duration.ZERO);
    }
  }

  private void greet() {
    var settings = end.settings();
    var held = end.orders().highest();
    boolean works = held.equals(end.orders().inForce());
    var journal = end.disk().journal();
    send(
        new Hello(
            MessageCodec.PROTOCOL,
            settings.node(),
            settings.instance(),
            number,
            nonce,
            settings.version(),
            held.generation(),
            works ? held.digest() : "",
            journal.journal(),
            journal.next(),
            end.reports().sentDigest()));
  }

  private void take(Line<ControllerMessage, AgentMessage> from, byte[] bytes) {
    if (ended.get()) {
      return;
    }
    try {
      hear(from.read(bytes));
    } catch (MalformedMessageException | LineBrokenException e) {
      end("the controller's message is refused: " + e.getMessage(), Duration.ZERO);
    } catch (RuntimeException e) {
      // The top of a message: the next connection starts from state.
      LOG.error("A message of the controller could not be handled", e);
      end("a message could not be handled", Duration.ZERO);
    }
  }

  private void hear(ControllerMessage message) {
    if (message instanceof Farewell farewell) {
      if (SHUT_OUT.contains(farewell.reason())) {
        shutOut = true;
        end.disk().note().accept("refused " + farewell.reason());
      }
      end(farewell.reason() + ": " + farewell.message(), farewell.retryAfter());
      return;
    }
    var now = open.get();
    if (now == null) {
      if (!(message instanceof Welcome welcome)) {
        throw new MalformedMessageException("the first message is not a greeting");
      }
      welcomed(welcome);
      return;
    }
    switch (message) {
      case Alive(), Farewell _ -> {}
      case Welcome _ -> throw new MalformedMessageException("a second greeting");
      case OrderOffer offer -> intake.offered(offer);
      case Contents contents -> intake.arrived(contents);
      case PlanWanted wanted -> intake.asked(wanted);
      case JournalTaken(long next) -> {
        now.journal().taken(next, end.timeline().instant());
        end.flushJournal();
      }
      case ReportWanted() -> {
        end.reports().forgetSent();
        end.flushReports();
      }
      case PassWanted() -> end.agent().requestPass();
      case NodeToken token -> end.tokens().answered(token);
    }
  }

  private void welcomed(Welcome welcome) {
    if (welcome.protocol() != MessageCodec.PROTOCOL) {
      throw new MalformedMessageException(
          "the controller speaks protocol %d, this agent %d"
              .formatted(welcome.protocol(), MessageCodec.PROTOCOL));
    }
    var upload = new JournalUpload(end.disk().journal(), welcome.journalNext());
    open.set(new Open(end.timeline().instant(), upload));
    end.disk().note().accept("connected");
    LOG.infof("Connected to the controller, version %s", welcome.controllerVersion());
    if (welcome.wantWholeReport()) {
      end.reports().forgetSent();
    }
    end.flushReports();
    end.flushJournal();
  }

  /** The next part of the journal, if one is due. */
  Optional<AgentMessage> nextJournalPart() {
    return Optional.ofNullable(open.get())
        .flatMap(now -> now.journal().next(end.timeline().instant()));
  }

  /** Sends unless the connection is over; one that cannot take it is over then. */
  void send(AgentMessage message) {
    var now = line.get();
    if (ended.get() || now == null) {
      return;
    }
    try {
      now.send(message);
    } catch (TooLargeException e) {
      instead(message, e);
    } catch (LineBrokenException e) {
      end(String.valueOf(e.getMessage()), Duration.ZERO);
    }
  }

  /** A plan can be left out; for all else there are limits where it is made. */
  private void instead(AgentMessage message, TooLargeException why) {
    if (message instanceof PlanAnswer(long ask, var plan, _) && plan != null) {
      send(new PlanAnswer(ask, null, "the plan is too large to be shown: " + why.getMessage()));
    } else {
      end(String.valueOf(why.getMessage()), Duration.ZERO);
    }
  }

  /** Ends the attempt or the connection; the next one begins after a while. */
  void end(String why, Duration retryAfter) {
    if (!ended.getAndSet(true)) {
      var now = line.get();
      if (now != null) {
        now.abort();
      }
      end.turns().add(() -> end.over(this, why, retryAfter));
    }
  }
}
