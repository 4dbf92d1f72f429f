package dev.setpoint.bench.fleet;

import dev.setpoint.controller.ControlEdges;
import dev.setpoint.controller.ControlLoop;
import dev.setpoint.controller.ControlSettings;
import dev.setpoint.controller.ReconcileMetrics;
import dev.setpoint.controller.Reports;
import dev.setpoint.controller.RevisionSource;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.controller.nodes.NodeStanding;
import dev.setpoint.fleet.FleetLinks;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.link.controlend.ControllerEnd;
import dev.setpoint.link.controlend.RegistryAdmission;
import dev.setpoint.link.listen.FleetListener;
import dev.setpoint.link.listen.ListenLimits;
import dev.setpoint.link.listen.PortTls;
import dev.setpoint.link.listen.RuledCertificates;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.session.LinkTimings;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import dev.setpoint.process.ThreadTimeline;
import dev.setpoint.source.GitSource;
import dev.setpoint.source.SourceResult;
import dev.setpoint.source.SourceSettings;
import dev.setpoint.store.Installation;
import dev.setpoint.store.SqliteStore;
import dev.setpoint.trust.leaf.LeafRules;
import dev.setpoint.trust.leaf.PeerTrust;
import dev.setpoint.trust.x509.Authority;
import dev.setpoint.trust.x509.OrderKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A controller as the program assembles it, without its HTTP interface: asked on standard input,
 * one word a line, it answers with one line each.
 */
public final class BenchController {
  private final ThreadTimeline timeline = new ThreadTimeline();
  private final AtomicReference<@Nullable ControllerEnd> end = new AtomicReference<>();
  private final ControlLoop control;
  private final FleetListener listener;

  private BenchController(Path data, String repository) {
    var random = new SecureRandom();
    var store = SqliteStore.open(data, timeline);
    var owner = Installation.of(store, random).owner();
    var git =
        new GitSource(
            SourceSettings.ofOperator(repository),
            store.directory().repositories().resolve("followed"),
            timeline,
            new SplittableRandom());
    var metrics = new ReconcileMetrics(new SimpleMeterRegistry(), timeline::instant);
    this.control =
        new ControlLoop(
            ControlSettings.of(repository, "", "bench"),
            timeline,
            new ControlEdges(
                new Followed(git),
                store.trail(),
                store.auditLog(),
                store.controllerState(),
                Map.of(),
                store.fleetState(),
                new LateLinks(end),
                NodeBook.none()),
            new Reports(timeline, metrics));
    var trust = data.resolve("trust");
    var authority = Authority.open(trust, owner, timeline, random);
    var made =
        new ControllerEnd(
            new ControllerEnd.Settings(owner, "bench", LinkTimings.standard()),
            timeline,
            OrderSeal.signer(OrderKey.open(trust).privateKey()),
            new RegistryAdmission(store.nodeRegistry()),
            control.events());
    end.set(made);
    var rules = new LeafRules(authority.certificate());
    var tls =
        PortTls.of(
            authority.forController(List.of("127.0.0.1")), PeerTrust.ofAgents(rules, timeline));
    this.listener = listener(tls, rules, made);
    made.start();
  }

  private FleetListener listener(PortTls tls, LeafRules rules, ControllerEnd made) {
    return new FleetListener(
        () -> tls,
        new RuledCertificates(rules, timeline),
        List.of(),
        made,
        timeline,
        ListenLimits.standard());
  }

  /** Links to a far end that is made after those who use it. */
  private record LateLinks(AtomicReference<@Nullable ControllerEnd> end) implements FleetLinks {
    private FleetLinks made() {
      var now = end.get();
      if (now == null) {
        throw new IllegalStateException("nothing is connected yet");
      }
      return now;
    }

    @Override
    public NodeLink link(String node) {
      return made().link(node);
    }

    @Override
    public void close(String node, String why) {
      made().close(node, why);
    }
  }

  /** Runs until its input ends: data directory, repository, port. */
  public static void main(String[] args) throws IOException {
    var logger = java.util.logging.Logger.getLogger("dev.setpoint");
    logger.setLevel(java.util.logging.Level.WARNING);
    var controller = new BenchController(Path.of(args[0]), args[1]);
    controller.control.start();
    var address =
        controller.listener.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[2])));
    System.out.println("listening " + address.getPort());
    controller.answer();
    System.exit(logger.getLevel() == null ? 1 : 0);
  }

  private void answer() throws IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = input.readLine(); line != null; line = input.readLine()) {
      switch (line) {
        case "poll" -> {
          poll();
          System.out.println("polled " + control.source().message());
        }
        case "status" -> System.out.println(status());
        default -> System.out.println("unknown: " + line);
      }
    }
  }

  private void poll() {
    try {
      control.pollNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String status() {
    int connected = 0;
    int ready = 0;
    var after = "";
    do {
      var page = control.fleet(new FleetQuery("", Map.of(), after, 500));
      for (var node : page.nodes()) {
        boolean here = node.presence() == NodeStanding.Presence.CONNECTED;
        connected += here ? 1 : 0;
        boolean current = node.wanted() > 0 && node.reached() == node.wanted();
        ready += here && current && node.condition() == Condition.READY ? 1 : 0;
      }
      after = page.next();
    } while (!after.isEmpty());
    return "status %d %d %d".formatted(connected, ready, listener.turnedAway());
  }

  /** The git repository that the control loop follows. */
  private record Followed(GitSource git) implements RevisionSource {
    @Override
    public SourceResult poll() throws InterruptedException {
      return git.poll();
    }

    @Override
    public void accept(Revision revision) {
      git.accept(revision);
    }

    @Override
    public void acceptRewrite(String commitId) {
      git.acceptRewrite(commitId);
    }

    @Override
    public Optional<RepositoryTree> lastAccepted() {
      return git.lastAccepted();
    }

    @Override
    public void keep(List<Revision> revisions) {
      git.keep(revisions);
    }

    @Override
    public List<RepositoryTree> kept() {
      return git.kept();
    }

    @Override
    public Duration nextDelay() {
      return git.nextDelay();
    }

    @Override
    public Optional<Instant> lastContact() {
      return git.lastContact();
    }
  }
}
