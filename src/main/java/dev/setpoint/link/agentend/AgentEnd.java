package dev.setpoint.link.agentend;

import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.NodeInvitation;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.ReportSink;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.link.invite.TokenAsks;
import dev.setpoint.link.session.Turns;
import dev.setpoint.manifest.ResourceId;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The agent's end of its connection. The local agent works from the order on the disk as soon as
 * this has started, connected or not; this keeps trying to have one connection, takes newer orders
 * over it, and hands reports and the journal on. Safe for many threads.
 */
public final class AgentEnd implements ReportSink, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(AgentEnd.class);
  private static final int NONCE_BYTES = 16;

  private final AgentEndSettings settings;
  private final Timeline timeline;
  private final RandomGenerator random;
  private final AgentDisk disk;
  private final Dialer dialer;
  private final Turns turns;
  private final OrderDesk orders;
  private final ReportsOut reports = new ReportsOut();
  private final Backoff backoff;
  private final TokenAsks tokens;
  private final AtomicBoolean flushing = new AtomicBoolean();
  private final AtomicReference<@Nullable NodeLink> agent = new AtomicReference<>();
  private final AtomicReference<@Nullable AgentSession> session = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * An end that does nothing before it is started.
   *
   * @param random for waits and for nonces: a cryptographic one, but in simulations
   */
  public AgentEnd(
      AgentEndSettings settings,
      Timeline timeline,
      RandomGenerator random,
      AgentDisk disk,
      DocumentReader documents,
      Dialer dialer) {
    this.settings = settings;
    this.timeline = timeline;
    this.random = random;
    this.disk = disk;
    this.dialer = dialer;
    this.turns = new Turns(timeline, "link of " + settings.node());
    this.orders = new OrderDesk(settings, disk.orders(), documents);
    this.tokens = new TokenAsks(timeline);
    this.backoff = new Backoff(settings.timings(), random);
  }

  /** Hands the order on the disk to the agent, and begins to connect; called once. */
  public void start(NodeLink local) {
    agent.set(local);
    turns.add(() -> {
      orders.restore().ifPresent(local::issue);
      connect();
    });
  }

  @Override
  public void accept(NodeReport report) {
    reports.take(report);
    if (!flushing.getAndSet(true)) {
      turns.add(this::flushReports);
    }
  }

  @Override
  public void accept(CorrectionNews news) {
    journalGrew();
  }

  /** The journal has new entries that are durable; without this they wait for the next tick. */
  public void journalGrew() {
    turns.add(this::flushJournal);
  }

  /**
   * Asks for a token with which a node inside an instance of this machine joins.
   *
   * @param ear told the answer, on a thread of this end
   */
  public void askToken(ResourceId instance, String node, Consumer<NodeInvitation> ear) {
    turns.add(() -> {
      var now = session.get();
      if (now == null || !now.isOpen()) {
        ear.accept(new NodeInvitation.Refused(true, "the controller is not connected"));
      } else {
        tokens.open(instance, node, now::send, ear);
      }
    });
  }

  /** Whether the controller has greeted this agent on a connection that lives. */
  public boolean isConnected() {
    var now = session.get();
    return now != null && now.isOpen();
  }

  /** Ends the connection and makes no other; the local agent is not touched. */
  @Override
  public void close() {
    closed = true;
    var now = session.get();
    if (now != null) {
      now.end("the agent stops", Duration.ZERO);
    }
  }

  private void connect() {
    if (closed) {
      return;
    }
    long number;
    try {
      number = disk.sessions().raise();
    } catch (RuntimeException e) {
      LOG.errorf(e, "No connection is made: its number cannot be kept on this disk");
      connectLater(Duration.ZERO);
      return;
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var next = new AgentSession(this, number, HexFormat.of().formatHex(nonce));
    session.set(next);
    timeline.startAfter(settings.timings().greetWithin(), "greeting", next::giveUpUnlessOpen);
    dialer.dial(next);
  }

  private void connectLater(Duration asked) {
    if (!closed) {
      var wait = backoff.next(asked);
      timeline.startAfter(wait, "connect", () -> turns.add(this::connect));
    }
  }

  /** A session is over; called in the turns. */
  void over(AgentSession old, String why, Duration retryAfter) {
    if (session.compareAndSet(old, null)) {
      LOG.infof("The connection to the controller has ended: %s", why);
      if (old.wasOpen()) {
        disk.note().accept("away");
      }
      tokens.away("the connection to the controller has ended");
      if (old.wasSteady()) {
        backoff.steady();
      }
      connectLater(retryAfter);
    }
  }

  /** Sends the newest report when the controller does not have it. */
  void flushReports() {
    var now = session.get();
    if (now == null || !now.isOpen()) {
      flushing.set(false);
      return;
    }
    if (now.isCalm()) {
      flushing.set(false);
      reports.next().ifPresent(now::send);
    } else {
      timeline.startAfter(settings.timings().reportGap(), "reports", this::flushReportsLater);
    }
  }

  private void flushReportsLater() {
    turns.add(this::flushReports);
  }

  /** Sends the next part of the journal when it is due. */
  void flushJournal() {
    var now = session.get();
    if (now != null && now.isOpen() && now.isCalm()) {
      now.nextJournalPart().ifPresent(now::send);
    }
  }

  TokenAsks tokens() {
    return tokens;
  }

  NodeLink agent() {
    var local = agent.get();
    if (local == null) {
      throw new IllegalStateException("the agent's end is not started");
    }
    return local;
  }

  AgentEndSettings settings() {
    return settings;
  }

  Timeline timeline() {
    return timeline;
  }

  AgentDisk disk() {
    return disk;
  }

  Turns turns() {
    return turns;
  }

  OrderDesk orders() {
    return orders;
  }

  ReportsOut reports() {
    return reports;
  }
}
