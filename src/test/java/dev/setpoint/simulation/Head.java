package dev.setpoint.simulation;

import dev.setpoint.audit.Trail;
import dev.setpoint.controller.ControlEdges;
import dev.setpoint.controller.ControlLoop;
import dev.setpoint.controller.ControlSettings;
import dev.setpoint.controller.ControllerState;
import dev.setpoint.controller.ReconcileMetrics;
import dev.setpoint.controller.Reports;
import dev.setpoint.controller.RevisionSource;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.controller.nodes.FleetState;
import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.controller.nodes.NodeStanding;
import dev.setpoint.fixture.InMemoryFleet;
import dev.setpoint.fixture.InMemoryStore;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.link.controlend.Admission.Verdict.Admitted;
import dev.setpoint.link.controlend.AgentIdentity;
import dev.setpoint.link.controlend.ControllerEnd;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.session.LinkTimings;
import dev.setpoint.link.world.Fleet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The controller: its store and the repository, which stay, and its process, which comes and goes.
 */
final class Head {
  private static final Set<String> CHANGES =
      Set.of(
          "append",
          "suspend",
          "resume",
          "nextGeneration",
          "accept",
          "issue",
          "keep",
          "approve",
          "forgetApproval",
          "record",
          "acceptRewrite");

  final InMemoryStore store;
  final InMemoryFleet state;
  final ScriptedSource source = new ScriptedSource();
  private final VirtualTimeline world;
  private final Network network;
  private final Transcript transcript;
  private final SplittableRandom random;
  private final FleetWitness witness;
  private Life life = new Life(_ -> {});
  private @Nullable ControlLoop loop;

  Head(
      VirtualTimeline world,
      Network network,
      Transcript transcript,
      FleetWitness witness,
      SplittableRandom random) {
    this.world = world;
    this.network = network;
    this.transcript = transcript;
    this.witness = witness;
    this.random = random;
    this.store = new InMemoryStore(world);
    this.state = new InMemoryFleet(store);
  }

  /** Starts the controller's process. */
  void boot() {
    var mine = new Life(this::died);
    life = mine;
    transcript.count("controllerStarts", "controller", "starts");
    source.restarted();
    var timeline = new LifeTimeline(world, mine, () -> witness.look(standings()));
    timeline.start("boot", () -> begin(mine, timeline));
  }

  private void died(String where) {
    loop = null;
    transcript.count("controllerDeaths", "controller", "dies: " + where);
    network.controllerDied();
    witness.controllerDied();
  }

  private void begin(Life mine, LifeTimeline timeline) {
    var mortal = new Mortal(mine, random);
    var none = new Mortal.Witness() {};
    var events = new TappedEvents(witness);
    var end =
        new ControllerEnd(
            new ControllerEnd.Settings(Fleet.OWNER, "1", LinkTimings.standard()),
            timeline,
            OrderSeal.signer(Fleet.ORDER_KEY.getPrivate()),
            (_, _, _) -> new Admitted(),
            events);
    var metrics = new ReconcileMetrics(new SimpleMeterRegistry(), timeline::instant);
    var next =
        new ControlLoop(
            ControlSettings.of("https://git.example/shop.git", "main", "1"),
            timeline,
            new ControlEdges(
                mortal.of(RevisionSource.class, source, CHANGES, none),
                mortal.of(Trail.class, store, CHANGES, none),
                store,
                mortal.of(ControllerState.class, store, CHANGES, none),
                Map.of(),
                mortal.of(FleetState.class, state, CHANGES, witness),
                end,
                NodeBook.none()),
            new Reports(timeline, metrics));
    events.tell(next.events());
    end.start();
    next.start();
    loop = next;
    network.open(
        new Network.Door(
            timeline,
            (node, channel) ->
                end.arrive(new AgentIdentity(node, "key"), "192.0.2.1:4000", channel)));
  }

  /** How nodes are shown; nothing while nobody shows them. */
  List<NodeStanding> standings() {
    var now = loop;
    return now == null ? List.of() : now.fleet(new FleetQuery("", Map.of(), "", 500)).nodes();
  }

  String sourceMessage() {
    var now = loop;
    return now == null ? "dead" : now.source().message();
  }

  void spare() {
    life.spare();
  }

  void doom(int steps) {
    life.doom(steps);
    transcript.add("controller", "will die at step " + steps);
  }

  void kill() {
    life.end("killed");
  }

  /** It dies, and what it knew of a node's orders is put back from a backup. */
  void forget(String node, int generations) {
    kill();
    long left = store.forget(node, generations);
    transcript.count("backups", "controller", "has a backup of " + node + ", order " + left);
    witness.forgotten(node, left);
  }

  boolean isAlive() {
    return life.isAlive();
  }
}
