package dev.setpoint;

import dev.setpoint.agent.AgentEdges;
import dev.setpoint.agent.AgentSettings;
import dev.setpoint.agent.NodeAgent;
import dev.setpoint.agent.order.Engines;
import dev.setpoint.agent.order.HoldFile;
import dev.setpoint.agent.order.SecretFiles;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import dev.setpoint.controller.ControlEdges;
import dev.setpoint.controller.ControlLoop;
import dev.setpoint.controller.ControlSettings;
import dev.setpoint.controller.ReconcileMetrics;
import dev.setpoint.controller.Reports;
import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.process.MachineEngines;
import dev.setpoint.process.ProgramFiles;
import dev.setpoint.process.ThreadTimeline;
import dev.setpoint.process.inner.AgentPrograms;
import dev.setpoint.process.inner.ParentAgents;
import dev.setpoint.source.GitSource;
import dev.setpoint.store.Installation;
import dev.setpoint.store.SqliteStore;
import dev.setpoint.target.lxd.instance.inner.InnerAgents;
import dev.setpoint.trust.People;
import dev.setpoint.trust.TrustDesk;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Controller and agent of this machine in one process: makes the parts, starts them, and stops them
 * in reverse order. Knows no framework.
 */
final class UpWiring implements AutoCloseable {
  private final ThreadTimeline timeline = new ThreadTimeline();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final SqliteStore store;
  private final Installation installation;
  private final GitSource git;
  private final @Nullable NodeAgent agent;
  private final @Nullable FleetDoor door;
  private final ControlLoop control;
  private final People people;
  private final TrustDesk trustDesk;

  /** Makes the engines of this machine for an installation. */
  @FunctionalInterface
  interface EnginesMaker {
    Engines make(
        MachineEngines.Machine machine,
        InnerAgents inside,
        List<EngineChoice> choices,
        Timeline timeline);
  }

  /**
   * Opens the data directory and makes everything; nothing runs yet.
   *
   * @throws dev.setpoint.store.StoreRefusedException when the data directory cannot be used
   */
  UpWiring(UpSettings settings, MeterRegistry registry, EnginesMaker engines) {
    this.store = SqliteStore.open(settings.data(), timeline);
    this.installation = Installation.of(store, new SecureRandom());
    RandomGenerator random = new SplittableRandom();
    this.git = new GitSource(settings.source(), repositoryDirectory(settings), timeline, random);
    var metrics = new ReconcileMetrics(registry, timeline::instant);
    var reports = new Reports(timeline, metrics);
    var events = new RelayedEvents();
    this.door = door(settings, events);
    this.agent =
        settings.localAgent()
            ? agent(
                settings,
                random,
                engines.make(
                    machine(settings), inside(settings, events), settings.engines(), timeline),
                reports)
            : null;
    this.trustDesk =
        new TrustDesk(
            Optional.ofNullable(door).map(FleetDoor::reception),
            store.tokenBook(),
            store.nodeRegistry(),
            door == null ? new NoAgents() : door.links(),
            timeline,
            new SecureRandom());
    this.control = control(settings, reports);
    events.to(control.events());
    this.people = new People(installation.apiToken(), store.tokenBook());
  }

  private @Nullable FleetDoor door(UpSettings settings, FleetEvents events) {
    var port = settings.fleet();
    if (port == null) {
      return null;
    }
    var who = FleetDoor.settings(installation.owner(), settings.version());
    return new FleetDoor(port, store, timeline, events, who, ProgramFiles.agentArchive());
  }

  /** The agent of this machine puts inside what the controller hands out, and asks it directly. */
  private InnerAgents inside(UpSettings settings, FleetEvents events) {
    return new ParentAgents(
        () -> AgentPrograms.packed(ProgramFiles.agentArchive()),
        door == null ? "" : door.reception().address().toString(),
        (instance, node, ear) -> ear.accept(events.invite(settings.node(), instance, node)));
  }

  private MachineEngines.Machine machine(UpSettings settings) {
    return new MachineEngines.Machine(settings.node(), installation.owner(), installation.hider());
  }

  private NodeAgent agent(
      UpSettings settings, RandomGenerator random, Engines engines, Reports reports) {
    var usual = AgentSettings.of(settings.node(), installation.owner());
    return new NodeAgent(
        usual.withSweep(settings.sweep()),
        timeline,
        random,
        new AgentEdges(
            engines,
            store.journal(),
            store.nodeRecords(),
            new SecretFiles(settings.secrets()),
            new HoldFile(store.directory().hold()),
            installation.hider(),
            reports));
  }

  private ControlLoop control(UpSettings settings, Reports reports) {
    return new ControlLoop(
        ControlSettings.of(settings.source().url(), settings.source().branch(), settings.version()),
        timeline,
        new ControlEdges(
            new FollowedGit(git),
            store.trail(),
            store.auditLog(),
            store.controllerState(),
            agent == null ? Map.of() : Map.of(settings.node(), agent),
            store.fleetState(),
            door == null ? null : door.links(),
            new EnrolledNodes(store.nodeRegistry(), trustDesk)),
        reports);
  }

  /** Each followed address has a bare store of its own. */
  private Path repositoryDirectory(UpSettings settings) {
    var followed =
        String.join(
            "\n", settings.source().url(), settings.source().branch(), settings.source().path());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(followed.getBytes(StandardCharsets.UTF_8));
      var name = HexFormat.of().formatHex(digest).substring(0, 16);
      return store.directory().repositories().resolve(name);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  void start() {
    if (agent != null) {
      agent.watchHold();
    }
    control.start();
    if (door != null) {
      door.open();
    }
  }

  ControlLoop control() {
    return control;
  }

  /** Whether the record can be written right now. */
  boolean isRecordWritable() {
    return store.isWritable();
  }

  AuditLog auditLog() {
    return store.auditLog();
  }

  /** Who may ask the API. */
  People people() {
    return people;
  }

  /** What people do about identities. */
  TrustDesk trustDesk() {
    return trustDesk;
  }

  /** Stops what runs, last started first; asked twice, it stops once. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    if (door != null) {
      door.close();
    }
    control.close();
    if (agent != null) {
      agent.close();
    }
    timeline.close();
    git.close();
    store.close();
  }
}
