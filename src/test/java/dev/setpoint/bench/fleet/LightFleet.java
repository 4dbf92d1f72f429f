package dev.setpoint.bench.fleet;

import dev.setpoint.link.agentend.AgentDisk;
import dev.setpoint.link.agentend.AgentEnd;
import dev.setpoint.link.agentend.AgentEndSettings;
import dev.setpoint.link.session.LinkTimings;
import io.netty.channel.nio.NioEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** All agents of this process. */
final class LightFleet {
  private static final int SOURCE_ADDRESSES = 16;

  private final FewThreads timeline = new FewThreads();
  private final NioEventLoopGroup sockets = new NioEventLoopGroup(2);
  private final SecureRandom random = new SecureRandom();
  private final LoopbackDialer.Traffic traffic = new LoopbackDialer.Traffic();
  private final SharedDocuments documents = new SharedDocuments();
  private final Millis lag = new Millis();
  private final AtomicLong dials = new AtomicLong();
  private final List<LightAgent> agents;
  private final List<AgentEnd> ends;

  /** Agents that do not dial yet. */
  LightFleet(FleetIdentities identities, int port) {
    var controller = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var feeds =
        IntStream.range(0, identities.tls().size())
            .mapToObj(number -> new LightFeed("j-" + FleetIdentities.node(number), lag))
            .toList();
    this.agents =
        IntStream.range(0, feeds.size())
            .mapToObj(
                number -> new LightAgent(FleetIdentities.node(number), timeline, feeds.get(number)))
            .toList();
    this.ends =
        IntStream.range(0, feeds.size())
            .mapToObj(number -> end(identities, number, feeds.get(number), controller))
            .toList();
  }

  private AgentEnd end(
      FleetIdentities identities, int number, LightFeed feed, InetSocketAddress controller) {
    var from = new InetSocketAddress(source(1 + number % SOURCE_ADDRESSES), 0);
    var sessions = new AtomicLong();
    return new AgentEnd(
        new AgentEndSettings(
            FleetIdentities.node(number),
            identities.owner(),
            FleetIdentities.instance(number),
            "bench",
            identities.orderKey(),
            LinkTimings.standard()),
        timeline,
        random,
        new AgentDisk(
            new LightShelf(),
            feed,
            () -> {
              dials.incrementAndGet();
              return sessions.incrementAndGet();
            }),
        documents,
        new LoopbackDialer(sockets, controller, from, identities.tls().get(number), traffic));
  }

  /** All begin to dial at once. */
  void start() {
    for (int number = 0; number < agents.size(); number++) {
      agents.get(number).start(ends.get(number));
    }
  }

  int size() {
    return agents.size();
  }

  LightAgent agent(int number) {
    return agents.get(number);
  }

  /** Attempts to connect so far. */
  long dials() {
    return dials.get();
  }

  LoopbackDialer.Traffic traffic() {
    return traffic;
  }

  /** From each journal entry until the controller said that it is in the trail. */
  Millis lag() {
    return lag;
  }

  int connected() {
    return (int) ends.stream().filter(AgentEnd::isConnected).count();
  }

  int count(Predicate<LightAgent> which) {
    return (int) agents.stream().filter(which).count();
  }

  /** Another address of this machine, so that the ports of one do not run short. */
  private static InetAddress source(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) last});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four bytes are an address", impossible);
    }
  }
}
