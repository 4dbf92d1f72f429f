package dev.setpoint.link.real;

import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.link.agentend.AgentDisk;
import dev.setpoint.link.agentend.AgentEnd;
import dev.setpoint.link.agentend.AgentEndSettings;
import dev.setpoint.link.controlend.Admission.Verdict.Admitted;
import dev.setpoint.link.controlend.ControllerEnd;
import dev.setpoint.link.dial.DialSettings;
import dev.setpoint.link.dial.DialTrust;
import dev.setpoint.link.dial.WebSocketDialer;
import dev.setpoint.link.listen.FleetListener;
import dev.setpoint.link.listen.FleetRoute;
import dev.setpoint.link.listen.FleetRoute.Answer;
import dev.setpoint.link.listen.ListenLimits;
import dev.setpoint.link.listen.PortTls;
import dev.setpoint.link.listen.RuledCertificates;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.session.LinkTimings;
import dev.setpoint.link.world.Fleet;
import dev.setpoint.link.world.HeardAgent;
import dev.setpoint.link.world.HeardEvents;
import dev.setpoint.link.world.MemoryFeed;
import dev.setpoint.link.world.MemoryShelf;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.LeafRules;
import dev.setpoint.trust.leaf.OwnKey;
import dev.setpoint.trust.leaf.PeerTrust;
import dev.setpoint.trust.x509.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A controller's end on a real port, and agents that dial it. */
final class RealFleet implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.system();
  private final List<Agent> open = new ArrayList<>();
  private final RealTimeline timeline = new RealTimeline();
  private final SecureRandom random = new SecureRandom();
  private final HeardEvents events = new HeardEvents();
  private final LinkTimings timings;
  private final Authority authority;
  private final ControllerEnd controller;
  private final LeafRules rules;
  private final PortTls serverTls;
  private final ListenLimits limits;
  private FleetListener listener;
  private static final int LOWEST = 20_000;
  private static final int SPAN = 10_000;

  private InetSocketAddress address;

  RealFleet(Path directory, LinkTimings timings, ListenLimits limits) {
    this(directory, timings, limits, PortTls::of);
  }

  RealFleet(
      Path directory,
      LinkTimings timings,
      ListenLimits limits,
      BiFunction<OwnKey, PeerTrust, PortTls> tls) {
    this.timings = timings;
    this.limits = limits;
    this.authority = Authority.open(directory.resolve("trust"), Fleet.OWNER, CLOCK, random);
    this.controller =
        new ControllerEnd(
            new ControllerEnd.Settings(Fleet.OWNER, "1", timings),
            timeline,
            OrderSeal.signer(Fleet.ORDER_KEY.getPrivate()),
            (_, _, _) -> new Admitted(),
            events);
    controller.start();
    this.rules = new LeafRules(authority.certificate());
    this.serverTls =
        tls.apply(authority.forController(List.of("127.0.0.1")), PeerTrust.ofAgents(rules, CLOCK));
    this.listener = newListener();
    this.address =
        listener.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort()));
  }

  /**
   * One below those that the system gives to callers: while the port is closed, a caller of it
   * could else be given that very number, be connected to itself, and keep the port.
   */
  private static int freePort() {
    for (int port = LOWEST + (int) (ProcessHandle.current().pid() % SPAN); ; port++) {
      try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (BindException taken) {
        // the next one
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private FleetListener newListener() {
    return new FleetListener(
        () -> serverTls,
        new RuledCertificates(rules, CLOCK),
        List.of(
            new FleetRoute("POST", "/join/v1/enrol", false, 100, RealFleet::echo),
            new FleetRoute("POST", "/agent/v1/renew", true, 100, RealFleet::echo)),
        controller,
        timeline,
        limits);
  }

  private static Answer echo(FleetRoute.Question question) {
    if (question.body().length() == 13) {
      throw new IllegalStateException("bad luck");
    }
    return new Answer(200, "text/plain", Bytes.of(question.body().array()));
  }

  static SSLContext context(@Nullable OwnKey key, X509TrustManager trust) {
    try {
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(
          key == null ? new KeyManager[0] : new KeyManager[] {key},
          new TrustManager[] {trust},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The port goes away with all its connections, and another one opens in its place. */
  void restartPort() {
    listener.close();
    listener = newListener();
    address = listener.open(address);
  }

  /** An agent with a certificate of its own. */
  Agent agent(String node, @Nullable InetSocketAddress proxy) {
    var agent = new Agent(node, proxy);
    open.add(agent);
    return agent;
  }

  OwnKey keyOf(String node) {
    var keys = Keys.make(random);
    var leaf = authority.forAgent(node, keys.getPublic(), authority.nextEnd());
    return new OwnKey(keys.getPrivate(), List.of(leaf, authority.certificate()));
  }

  X509TrustManager trustOfAgents() {
    return PeerTrust.ofController(authority.certificate(), Fleet.OWNER, CLOCK);
  }

  HeardEvents events() {
    return events;
  }

  ControllerEnd controller() {
    return controller;
  }

  FleetListener listener() {
    return listener;
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    for (var each : open) {
      each.close();
    }
    controller.close();
    listener.close();
    timeline.close();
  }

  /** An agent's end with its disk and its local agent. */
  final class Agent implements AutoCloseable {
    private final HeardAgent local = new HeardAgent();
    private final MemoryFeed feed = new MemoryFeed("j1");
    private final AtomicLong sessions = new AtomicLong();
    private final WebSocketDialer dialer;
    private final AgentEnd end;

    Agent(String node, @Nullable InetSocketAddress proxy) {
      var key = keyOf(node);
      var trust = trustOfAgents();
      var tls = new DialTrust(context(key, trust).getSocketFactory(), trust);
      dialer =
          new WebSocketDialer(
              new DialSettings("127.0.0.1", address.getPort(), proxy, DialSettings.WITHIN),
              () -> tls);
      end =
          new AgentEnd(
              new AgentEndSettings(
                  node, Fleet.OWNER, "i-" + node, "1", Fleet.ORDER_KEY.getPublic(), timings),
              timeline,
              random,
              new AgentDisk(new MemoryShelf(), feed, sessions::incrementAndGet),
              Fleet::read,
              dialer);
    }

    Agent start() {
      end.start(local);
      return this;
    }

    HeardAgent local() {
      return local;
    }

    MemoryFeed feed() {
      return feed;
    }

    AgentEnd end() {
      return end;
    }

    long attempts() {
      return sessions.get();
    }

    @Override
    public void close() {
      end.close();
      dialer.close();
    }
  }
}
