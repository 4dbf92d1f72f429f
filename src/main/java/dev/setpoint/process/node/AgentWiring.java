package dev.setpoint.process.node;

import dev.setpoint.agent.AgentEdges;
import dev.setpoint.agent.AgentSettings;
import dev.setpoint.agent.NodeAgent;
import dev.setpoint.agent.disk.FileDisk;
import dev.setpoint.agent.disk.FileJournal;
import dev.setpoint.agent.disk.FileShelf;
import dev.setpoint.agent.order.HoldFile;
import dev.setpoint.agent.order.SecretFiles;
import dev.setpoint.link.agentend.AgentDisk;
import dev.setpoint.link.agentend.AgentEnd;
import dev.setpoint.link.agentend.AgentEndSettings;
import dev.setpoint.link.agentend.ContentLimits;
import dev.setpoint.link.agentend.StrictDocuments;
import dev.setpoint.link.dial.DialSettings;
import dev.setpoint.link.dial.WebSocketDialer;
import dev.setpoint.link.session.LinkTimings;
import dev.setpoint.process.MachineEngines;
import dev.setpoint.process.ProgramVersion;
import dev.setpoint.process.ThreadTimeline;
import dev.setpoint.process.inner.AgentPrograms;
import dev.setpoint.process.inner.ParentAgents;
import dev.setpoint.process.inner.StatusFile;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.docker.guard.PolicyFile;
import dev.setpoint.target.lxd.instance.inner.AgentPackage;
import dev.setpoint.trust.join.AgentIdentity;
import dev.setpoint.trust.join.IdentityFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The agent of one machine and its connection: makes the parts, starts them, and stops them in
 * reverse order. Knows neither controller nor framework.
 */
final class AgentWiring implements AutoCloseable {
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 16;

  private final ThreadTimeline timeline;
  private final FileJournal journal;
  private final IdentityKeeper keeper;
  private final WebSocketDialer dialer;
  private final AgentEnd end;
  private final NodeAgent agent;
  private final HeapRest rest;

  private AgentWiring(
      ThreadTimeline timeline,
      FileJournal journal,
      IdentityKeeper keeper,
      WebSocketDialer dialer,
      AgentEnd end,
      NodeAgent agent) {
    this.timeline = timeline;
    this.journal = journal;
    this.keeper = keeper;
    this.dialer = dialer;
    this.end = end;
    this.agent = agent;
    this.rest = new HeapRest(timeline);
  }

  /**
   * Reads the state directory and makes everything; nothing runs yet.
   *
   * @throws IOException when the directory cannot be used
   * @throws dev.setpoint.agent.disk.DamagedJournalException when what it holds is damaged
   */
  static AgentWiring open(AgentIdentity identity, AgentSetup setup, AgentProxy proxies)
      throws IOException {
    var timeline = new ThreadTimeline();
    var random = new SecureRandom();
    var state = setup.state();
    var journal = FileJournal.open(new FileDisk(state.resolve("journal")), timeline, id(random));
    var status = status(identity, setup);
    var keeper = new IdentityKeeper(identity, state, proxies, timeline, random, status::link);
    var dialer = new WebSocketDialer(address(identity, proxies), keeper::trust);
    var files = new IdentityFiles(state);
    var end =
        new AgentEnd(
            endSettings(identity),
            timeline,
            random,
            new AgentDisk(
                new ShelvedOrders(new FileShelf(new FileDisk(state.resolve("orders")))),
                new UploadedJournal(journal),
                () -> nextSession(files),
                status::link),
            new StrictDocuments(),
            dialer);
    var hider = new Hider(key(new FileDisk(state.resolve("keys")), random));
    var agent = agent(identity, setup, timeline, journal, hider, end);
    journal.onEntry(end::journalGrew);
    status.link("away");
    return new AgentWiring(timeline, journal, keeper, dialer, end, agent);
  }

  /** The digest of the program is only made where somebody reads it. */
  private static StatusFile status(AgentIdentity identity, AgentSetup setup) {
    String release =
        setup.runtime() == null
            ? ""
            : AgentPrograms.ofThisAgent().map(AgentPackage::release).orElse("");
    return StatusFile.of(
        setup.runtime(), identity.node(), identity.controller().toString(), release);
  }

  private static NodeAgent agent(
      AgentIdentity identity,
      AgentSetup setup,
      ThreadTimeline timeline,
      FileJournal journal,
      Hider hider,
      AgentEnd end) {
    var machine = new MachineEngines.Machine(identity.node(), identity.owner(), hider);
    var policy =
        new MachineEngines.MachinePolicy(
            PolicyFile.orCareful(setup.policy()), List.of(setup.state()));
    var secrets = new SecretFiles(setup.state().resolve("secrets"));
    var access = new MachineEngines.ServerAccess(setup.state().resolve("servers"), secrets);
    var inside =
        new ParentAgents(
            AgentPrograms::ofThisAgent, identity.controller().toString(), end::askToken);
    return new NodeAgent(
        AgentSettings.of(identity.node(), identity.owner()),
        timeline,
        new SplittableRandom(),
        new AgentEdges(
            new MachineEngines(machine, policy, access, inside, setup.engines(), timeline),
            journal,
            journal,
            secrets,
            new HoldFile(setup.hold()),
            hider,
            end));
  }

  private static AgentEndSettings endSettings(AgentIdentity identity) {
    return new AgentEndSettings(
        identity.node(),
        identity.owner(),
        identity.instance(),
        ProgramVersion.get(),
        identity.orderKey(),
        LinkTimings.standard(),
        ContentLimits.within(Runtime.getRuntime().maxMemory()));
  }

  private static DialSettings address(AgentIdentity identity, AgentProxy proxies) {
    var uri = identity.controller();
    return new DialSettings(
        uri.getHost(), uri.getPort(), proxies.proxyFor(uri.getHost()), DialSettings.WITHIN);
  }

  private static long nextSession(IdentityFiles files) {
    try {
      return files.nextSession();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  /** The machine's own key: the controller never needs what it hides. */
  private static byte[] key(FileDisk disk, SecureRandom random) throws IOException {
    try {
      return disk.read("hider.key");
    } catch (NoSuchFileException none) {
      byte[] key = new byte[KEY_BYTES];
      random.nextBytes(key);
      disk.replace("hider.key", key);
      return key;
    }
  }

  void start() {
    agent.watchHold();
    keeper.start();
    end.start(agent);
    rest.start();
  }

  /** Stops what runs, last started first. */
  @Override
  public void close() {
    rest.close();
    end.close();
    agent.close();
    keeper.close();
    timeline.close();
    dialer.close();
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
