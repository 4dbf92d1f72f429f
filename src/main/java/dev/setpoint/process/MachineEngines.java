package dev.setpoint.process;

import dev.setpoint.agent.order.Engines;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Target;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.guard.GuardedEngine;
import dev.setpoint.target.docker.guard.PolicyFile;
import dev.setpoint.target.docker.guard.Surroundings;
import dev.setpoint.target.docker.http.EngineDiscovery;
import dev.setpoint.target.docker.http.EngineDiscovery.Found;
import dev.setpoint.target.docker.http.HttpEngine;
import dev.setpoint.target.docker.http.MachinePorts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The engines of this machine: those that the order names, else those that the command line names,
 * else those that are found at the usual places. Safe for many threads; one lock guards the
 * targets, which stay open as long as the process.
 */
public final class MachineEngines implements Engines {
  private static final Logger LOG = Logger.getLogger(MachineEngines.class);

  private final Machine machine;
  private final MachinePolicy policy;
  private final List<EngineChoice> choices;
  private final Timeline timeline;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final Map<Named, Target> open = new HashMap<>();
  private @Nullable Set<String> told;

  /**
   * Engines of a machine.
   *
   * @param policy what is never allowed on it
   * @param choices engines to use; empty for those that are found
   */
  public MachineEngines(
      Machine machine, MachinePolicy policy, List<EngineChoice> choices, Timeline timeline) {
    this.machine = machine;
    this.policy = policy;
    this.choices = List.copyOf(choices);
    this.timeline = timeline;
  }

  /**
   * What is never allowed on this machine, whoever orders it.
   *
   * @param file says it
   * @param own directories that no container may see
   */
  public record MachinePolicy(PolicyFile file, List<Path> own) {
    public MachinePolicy {
      own = List.copyOf(own);
    }
  }

  /**
   * Whose objects the engines hold.
   *
   * @param owner id of the installation, as the marks on objects carry it
   */
  public record Machine(String node, String owner, Hider hider) {}

  /**
   * An engine by the name that manifests use.
   *
   * @param address where it answers; null for the simulated one, which is in this process
   * @param unrest how often somebody changes something on the simulated one, or null
   */
  private record Named(String name, @Nullable EngineAddress address, @Nullable String unrest) {
    String words() {
      return address == null ? name : name + " at " + address;
    }

    static Named at(String name, EngineAddress address) {
      return new Named(name, address, null);
    }
  }

  @Override
  public SequencedMap<String, Target> open(List<TargetDeclaration> declared) {
    lock.lock();
    try {
      var targets = new LinkedHashMap<String, Target>();
      for (var named : wanted(declared)) {
        targets.computeIfAbsent(
            named.name(), _ -> open.computeIfAbsent(named, MachineEngines.this::target));
      }
      tell(targets.keySet());
      return targets;
    } finally {
      lock.unlock();
    }
  }

  /** Says which engines are kept, when these are others than before. */
  private void tell(Set<String> names) {
    if (names.equals(told)) {
      return;
    }
    told = Set.copyOf(names);
    if (names.isEmpty()) {
      LOG.warn("No container engine answers on this machine; looking again with the next order");
    } else {
      String words =
          open.keySet().stream()
              .filter(named -> names.contains(named.name()))
              .map(Named::words)
              .sorted()
              .collect(Collectors.joining(", "));
      LOG.infof("Engines: %s", words);
    }
  }

  private List<Named> wanted(List<TargetDeclaration> declared) {
    var wanted = declared.isEmpty() ? choices : declared.stream().map(this::choice).toList();
    boolean sufficient =
        !wanted.isEmpty() && wanted.stream().noneMatch(MachineEngines::isToBeFound);
    var found = sufficient ? List.<Found>of() : new EngineDiscovery().find();
    if (wanted.isEmpty()) {
      return found.stream().map(each -> Named.at(each.name(), each.address())).toList();
    }
    return wanted.stream().flatMap(choice -> addressOf(choice, found).stream()).toList();
  }

  private static boolean isToBeFound(EngineChoice choice) {
    return choice.socket() == null && !choice.name().equals(Simulation.NAME);
  }

  /** What the command line says of an engine goes before the usual places. */
  private EngineChoice choice(TargetDeclaration declared) {
    if (declared.socket() != null) {
      return new EngineChoice(declared.name(), declared.socket());
    }
    return choices.stream()
        .filter(each -> each.name().equals(declared.name()))
        .findFirst()
        .orElse(new EngineChoice(declared.name(), null));
  }

  private static List<Named> addressOf(EngineChoice choice, List<Found> found) {
    @Nullable String socket = choice.socket();
    if (choice.name().equals(Simulation.NAME)) {
      return List.of(new Named(Simulation.NAME, null, socket));
    }
    if (socket != null) {
      return List.of(Named.at(choice.name(), address(socket)));
    }
    return found.stream()
        .filter(each -> each.name().equals(choice.name()))
        .limit(1)
        .map(each -> Named.at(each.name(), each.address()))
        .toList();
  }

  private static EngineAddress address(String socket) {
    return socket.contains("://")
        ? EngineAddress.parse(socket, System.getenv())
        : new EngineAddress.Unix(Path.of(socket));
  }

  private Target target(Named named) {
    var identity = new Identity(named.name(), machine.owner(), machine.node());
    var profile = named.name().equals("podman") ? Profile.PODMAN : Profile.DOCKER;
    var settings = TargetSettings.standard(identity, profile);
    if (named.address() instanceof EngineAddress.Unix(var socket)) {
      settings = settings.looking(new MachinePorts(socket));
    }
    return new DockerTarget(engine(named), settings, machine.hider(), timeline);
  }

  private Engine engine(Named named) {
    var address = named.address();
    Engine engine =
        address == null
            ? Simulation.start(timeline, named.unrest())
            : new HttpEngine(address, EngineLimits.standard());
    var sockets =
        address instanceof EngineAddress.Unix(var socket) ? List.of(socket) : List.<Path>of();
    return new GuardedEngine(engine, policy.file(), Surroundings.with(sockets, policy.own()));
  }
}
