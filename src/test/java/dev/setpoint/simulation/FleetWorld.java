package dev.setpoint.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.audit.AuditCodec;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.fleet.NodeReport.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A controller and twenty nodes in one thread on a virtual clock. The seed decides everything:
 * commits, changes by hand, what the network does, who dies where and when. What must always hold
 * is checked with each event.
 */
final class FleetWorld {
  /** So many nodes may move to a revision at a time. */
  static final int AT_ONCE = 6;

  private static final int NODES = 20;
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Both ends have given up a silent connection after this, with a tick to spare. */
  private static final Duration SILENT = Duration.ofSeconds(33);

  private final VirtualTimeline world = new VirtualTimeline();
  private final SplittableRandom random;
  private final Transcript transcript = new Transcript(world);
  private final Network network;
  private final Repository repository;
  private final TreeMap<String, Machine> machines = new TreeMap<>();
  private final Head head;
  private final Map<String, Instant> cutSince = new HashMap<>();
  private final Map<String, Instant> comingBack = new HashMap<>();
  private final Faults faults;
  private Instant calmSince = Instant.MAX;
  private Instant convergedAt = Instant.MAX;

  FleetWorld(long seed) {
    random = new SplittableRandom(seed);
    network = new Network(world, random.split(), transcript);
    var names = IntStream.rangeClosed(1, NODES).mapToObj("n%02d"::formatted).toList();
    repository = new Repository(names, random.split());
    var witness = new FleetWitness(world, transcript, repository, this::isLongSilent);
    head = new Head(world, network, transcript, witness, random.split());
    for (var name : names) {
      var machine = new Machine(name, world, network, transcript, repository, random.split());
      machine.witness.stranger(
          machine.engine.create(
              "foreign", JsonNodeFactory.instance.objectNode().put("Image", "stranger:1")));
      machines.put(name, machine);
    }
    faults = new Faults(this, random.split());
  }

  VirtualTimeline world() {
    return world;
  }

  Transcript transcript() {
    return transcript;
  }

  Head head() {
    return head;
  }

  Machine machine(int number) {
    return Objects.requireNonNull(machines.get("n%02d".formatted(number + 1)));
  }

  int size() {
    return NODES;
  }

  private boolean isLongSilent(String node) {
    var machine = Objects.requireNonNull(machines.get(node));
    var since = cutSince.get(node);
    boolean cut = since != null && since.plus(SILENT).isBefore(world.instant());
    boolean dead = !machine.isAlive() && machine.diedAt().plus(SILENT).isBefore(world.instant());
    return cut || dead;
  }

  /** Cuts a node off for a while. */
  void cutOff(Machine machine, Duration time) {
    if (!network.isCutOff(machine.name)) {
      transcript.count("cutOff", machine.name, "is cut off for " + time);
      network.cutOff(machine.name, true);
      cutSince.put(machine.name, world.instant());
      world.startAfter(time, "heal", () -> heal(machine));
    }
  }

  private void heal(Machine machine) {
    if (network.isCutOff(machine.name)) {
      transcript.add(machine.name, "is reachable again");
      network.cutOff(machine.name, false);
      cutSince.remove(machine.name);
    }
  }

  /** Somebody commits. */
  void commit() {
    head.source.push(repository.commit(world.instant()));
    transcript.count("commits", "repository", "a commit");
  }

  /** The first commit, bad times, and calm until all is as declared. */
  void run(Duration badTimes, Duration convergeWithin) {
    head.source.push(repository.mended(world.instant()));
    head.boot();
    machines.values().forEach(Machine::boot);
    pass(Duration.ofSeconds(20));
    network.bad(true);
    machines.values().forEach(machine -> machine.faulty(true));
    for (var end = world.instant().plus(badTimes); world.instant().isBefore(end); ) {
      pass(Duration.ofMillis(random.nextInt(200, 6_000)));
      faults.next();
    }
    calm();
    var end = world.instant().plus(convergeWithin);
    var open = whatDiffers();
    while (!open.isEmpty() && world.instant().isBefore(end)) {
      pass(SECOND);
      open = whatDiffers();
    }
    if (!open.isEmpty()) {
      throw new AssertionError(
          "not converged %s after the faults stopped: %s%n%s"
              .formatted(
                  convergeWithin,
                  String.join("\n  ", open.subList(0, Math.min(8, open.size()))),
                  transcript.tail(40)));
    }
    convergedAt = world.instant();
    pass(Duration.ofMinutes(2));
    assertConverged();
  }

  private void calm() {
    transcript.add("world", "calm");
    calmSince = world.instant();
    network.bad(false);
    head.spare();
    head.source.unreachable(false);
    machines
        .values()
        .forEach(machine -> {
          machine.faulty(false);
          heal(machine);
        });
    head.source.push(repository.mended(world.instant()));
  }

  /** How long after the faults all was as declared. */
  Duration convergedAfter() {
    return Duration.between(calmSince, convergedAt);
  }

  private void pass(Duration time) {
    for (var left = time; left.isPositive(); left = left.minus(SECOND)) {
      world.pass(left.compareTo(SECOND) > 0 ? SECOND : left);
      revive();
    }
  }

  /** Whoever is dead is started again after a while, as systemd would. */
  private void revive() {
    machines.values().forEach(machine -> revive(machine.name, machine.isAlive(), machine::boot));
    revive("controller", head.isAlive(), head::boot);
  }

  private void revive(String who, boolean isAlive, Runnable boot) {
    if (isAlive) {
      comingBack.remove(who);
      return;
    }
    var at =
        comingBack.computeIfAbsent(
            who, _ -> world.instant().plus(Duration.ofMillis(random.nextInt(500, 40_000))));
    if (!at.isAfter(world.instant())) {
      comingBack.remove(who);
      boot.run();
    }
  }

  private List<String> whatDiffers() {
    var open = new ArrayList<String>();
    if (!head.isAlive() || head.standings().size() < NODES) {
      open.add("controller: not all nodes are known");
    }
    head.standings().stream()
        .filter(each -> each.condition() != Condition.READY || each.wanted() != each.reached())
        .forEach(each ->
            open.add(
                "%s: %s %s %s, %d of %d"
                    .formatted(
                        each.node(),
                        each.condition(),
                        each.reason(),
                        each.message(),
                        each.reached(),
                        each.wanted())));
    if (open.isEmpty()) {
      machines.values().forEach(machine -> new LiveCheck(machine, repository).differs(open));
      machines.values().forEach(machine -> trailOf(machine, open));
    }
    return open;
  }

  private void trailOf(Machine machine, List<String> open) {
    machine.witness.journal().openIntents(machine.name).stream()
        .map(entry -> machine.name + ": has no outcome yet: " + entry)
        .forEach(open::add);
    long next = machine.witness.journal().next();
    long taken = head.state.journalNext(machine.name, "j-" + machine.name);
    if (next != taken) {
      open.add("%s: the trail has %d of %d entries".formatted(machine.name, taken - 1, next - 1));
    }
  }

  private void assertConverged() {
    var open = whatDiffers();
    check(open.isEmpty(), "what had converged differs again: " + open);
    var trail = trail();
    var outcomes = new HashMap<Long, Integer>();
    trail.stream()
        .map(AuditEntry::event)
        .filter(AuditEvent.Settled.class::isInstance)
        .map(event -> ((AuditEvent.Settled) event).intent())
        .forEach(intent -> outcomes.merge(intent, 1, Integer::sum));
    for (var entry : trail) {
      if (entry.event() instanceof AuditEvent.Intent) {
        int count = outcomes.getOrDefault(entry.index(), 0);
        check(count == 1, "intent " + entry + " has " + count + " outcomes");
      }
    }
    machines.values().forEach(machine -> assertTrail(machine, trail));
    transcript.add("world", "converged; " + transcript.counts() + " trail " + trail.size());
  }

  /** The trail has the entries of a node as its journal had them, in order, each once. */
  private void assertTrail(Machine machine, List<AuditEntry> trail) {
    var mine =
        trail.stream()
            .map(AuditEntry::event)
            .filter(event -> isOf(event, machine.name))
            .map(FleetWorld::withoutNumbers)
            .toList();
    var written =
        machine.witness.handedOn().values().stream()
            .map(bytes -> withoutNumbers(AuditCodec.decode(bytes).event()))
            .toList();
    check(mine.equals(written), "the trail of " + machine.name + " is not its journal");
    long last = machine.witness.journal().next() - 1;
    check(
        machine.witness.handedOn().size() == last
            && (last == 0 || machine.witness.handedOn().lastKey() == last),
        "the journal of " + machine.name + " was handed on with gaps");
  }

  private static boolean isOf(AuditEvent event, String node) {
    return switch (event) {
      case AuditEvent.Intent intent -> intent.node().equals(node);
      case AuditEvent.Settled settled -> settled.node().equals(node);
      default -> false;
    };
  }

  /** An outcome names its intent by another number in the trail than in the journal. */
  private static String withoutNumbers(AuditEvent event) {
    return event.toString().replaceFirst("intent=\\d+", "intent");
  }

  private List<AuditEntry> trail() {
    var all = new ArrayList<AuditEntry>();
    long before = Long.MAX_VALUE;
    for (var page = page(before); !page.isEmpty(); page = page(before)) {
      all.addAll(page);
      before = page.getLast().index();
    }
    var seen = new HashSet<Long>();
    check(all.stream().allMatch(entry -> seen.add(entry.index())), "an index comes twice");
    return all.reversed();
  }

  private List<AuditEntry> page(long before) {
    return head.store.list(new AuditLog.Query(null, null, before, 1_000));
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what + "\n" + transcript.tail(40));
    }
  }
}
