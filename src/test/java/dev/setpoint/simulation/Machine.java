package dev.setpoint.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.agent.AgentEdges;
import dev.setpoint.agent.AgentSettings;
import dev.setpoint.agent.NodeAgent;
import dev.setpoint.agent.disk.FileCounter;
import dev.setpoint.agent.disk.FileJournal;
import dev.setpoint.agent.disk.FileShelf;
import dev.setpoint.agent.order.LocalHold;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.link.agentend.AgentDisk;
import dev.setpoint.link.agentend.AgentEnd;
import dev.setpoint.link.agentend.AgentEndSettings;
import dev.setpoint.link.agentend.StrictDocuments;
import dev.setpoint.link.session.LinkTimings;
import dev.setpoint.link.world.Fleet;
import dev.setpoint.process.node.ShelvedOrders;
import dev.setpoint.process.node.UploadedJournal;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Target;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.TappedTarget;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineEvent;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.look.SideWork;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One machine: an engine and disks, which stay, and the agent's process, which comes and goes. The
 * process is put together as in the program.
 */
final class Machine {
  private static final Set<String> CHANGES =
      Set.of(
          "create",
          "start",
          "stop",
          "unpause",
          "kill",
          "rename",
          "remove",
          "update",
          "putArchive",
          "pull",
          "createNetwork",
          "removeNetwork",
          "connect",
          "disconnect",
          "createVolume",
          "removeVolume");

  final String name;
  final SimulatedEngine engine;
  final NodeWitness witness;
  private final VirtualTimeline world;
  private final Network network;
  private final Transcript transcript;
  private final SplittableRandom random;
  private final MachineDisk journalDisk = new MachineDisk();
  private final MachineDisk orderDisk = new MachineDisk();
  private final MachineDisk keyDisk = new MachineDisk();
  private Life life = new Life(_ -> {});
  private @Nullable Consumer<EngineEvent> ear;
  private Instant engineDownUntil = Instant.MIN;
  private boolean faulty;
  private Instant diedAt = Instant.MIN;
  private int lives;

  Machine(
      String name,
      VirtualTimeline world,
      Network network,
      Transcript transcript,
      Repository repository,
      SplittableRandom random) {
    this.name = name;
    this.world = world;
    this.network = network;
    this.transcript = transcript;
    this.random = random;
    this.engine = SimulatedEngine.create(world);
    this.witness = new NodeWitness(name, engine, journalDisk, transcript, repository);
    engine.load("stranger:1", "stranger", JsonNodeFactory.instance.objectNode());
    engine.tap(event -> {
      var listener = ear;
      if (listener != null) {
        listener.accept(event);
      }
    });
  }

  /** Starts the agent's process. */
  void boot() {
    lives++;
    var mine = new Life(this::died);
    life = mine;
    transcript.count("agentStarts", name, "the agent starts");
    var timeline = new LifeTimeline(world, mine, () -> {});
    timeline.start(
        "boot",
        () -> {
          try {
            begin(mine, timeline);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void died(String where) {
    diedAt = world.instant();
    ear = null;
    transcript.count("agentDeaths", name, "the agent dies: " + where);
    network.agentDied(name);
  }

  private void begin(Life mine, LifeTimeline timeline) throws IOException {
    var journal = FileJournal.open(journalDisk.under(mine, random), timeline, "j-" + name);
    var shelf = new ShelvedOrders(new FileShelf(orderDisk.under(mine, random)));
    var sessions = new FileCounter(keyDisk.under(mine, random), "session");
    var end =
        new AgentEnd(
            new AgentEndSettings(
                name,
                Fleet.OWNER,
                "instance-" + name,
                "1",
                Fleet.ORDER_KEY.getPublic(),
                LinkTimings.standard()),
            timeline,
            random.split(),
            new AgentDisk(
                witness.shelf(shelf), witness.feed(new UploadedJournal(journal)), sessions::raise),
            new StrictDocuments(),
            caller -> network.dial(name, timeline, caller));
    var hider = new Hider(("the key of machine " + name).getBytes(StandardCharsets.UTF_8));
    var target = target(mine, timeline, hider);
    var agent =
        new NodeAgent(
            AgentSettings.of(name, Fleet.OWNER),
            timeline,
            random.split(),
            new AgentEdges(
                _ -> new LinkedHashMap<>(java.util.Map.of(target.name(), target)),
                journal,
                journal,
                _ -> Optional.empty(),
                LocalHold.none(),
                hider,
                end));
    journal.onEntry(end::journalGrew);
    end.start(witness.link(agent));
  }

  private Target target(Life mine, LifeTimeline timeline, Hider hider) {
    var reached = new Mortal(mine, random).of(Engine.class, engine, CHANGES, effects());
    var daily = TargetSettings.standard(new Identity("docker", Fleet.OWNER, name), Profile.DOCKER);
    var settings =
        new TargetSettings(
            daily.identity(),
            daily.profile(),
            daily.looking(),
            daily.changing(),
            daily.events(),
            timeline::pause,
            daily.ports(),
            SideWork.atOnce());
    return new TappedTarget(
        new DockerTarget(reached, settings, hider, timeline),
        reached,
        sink -> ear = event -> hear(timeline, sink, event));
  }

  private void hear(LifeTimeline timeline, Consumer<EngineEvent> sink, EngineEvent event) {
    if (!faulty || random.nextInt(20) > 0) {
      timeline.startAfter(Duration.ofMillis(2), "event", () -> sink.accept(event));
    }
  }

  private Mortal.Witness effects() {
    return new Mortal.Witness() {
      @Override
      public void reach(String method) {
        if (engineDownUntil.isAfter(world.instant())) {
          throw new EngineException(EngineException.Kind.UNREACHABLE, 0, "connection refused");
        }
      }

      @Override
      public void before(String method, List<Object> arguments) {
        witness.effect(method, arguments);
      }

      @Override
      public void after(String method, List<Object> arguments, @Nullable Object result) {
        if (faulty && random.nextInt(200) == 0) {
          transcript.count("answersLost", name, "the engine's answer to " + method + " is lost");
          throw new EngineException(EngineException.Kind.TIMEOUT, 0, "no answer in time");
        }
      }
    };
  }

  /** Whether events and answers of the engine are lost now and then. */
  void faulty(boolean isFaulty) {
    faulty = isFaulty;
    if (!isFaulty) {
      engineDownUntil = Instant.MIN;
      life.spare();
    }
  }

  void engineDown(Duration time) {
    engineDownUntil = world.instant().plus(time);
    transcript.count("engineDown", name, "the engine is down for " + time);
  }

  void doom(int steps) {
    life.doom(steps);
    transcript.add(name, "the agent will die at step " + steps);
  }

  void kill() {
    life.end("killed");
  }

  boolean isAlive() {
    return life.isAlive() && lives > 0;
  }

  /** Since when the agent is dead. */
  Instant diedAt() {
    return diedAt;
  }
}
