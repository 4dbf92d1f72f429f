package dev.setpoint.process;

import dev.setpoint.agent.order.Engines;
import dev.setpoint.agent.order.SecretSource;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.manifest.node.TargetDeclaration.Remote;
import dev.setpoint.manifest.node.TargetFamily;
import dev.setpoint.process.ServerTargets.Spot;
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
import dev.setpoint.target.docker.http.HttpEngine;
import dev.setpoint.target.docker.http.MachinePorts;
import dev.setpoint.target.host.HostTarget;
import dev.setpoint.target.host.OwnGround;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.http.ServerDiscovery;
import dev.setpoint.target.lxd.instance.inner.InnerAgents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final ServerTargets servers;
  private final HostTargets hosts;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final Map<Named, Target> open = new HashMap<>();
  private @Nullable Set<String> told;

  /**
   * Engines of a machine.
   *
   * @param policy what is never allowed on it
   * @param access to servers elsewhere
   * @param agents what is put into instances that are nodes
   * @param choices engines to use; empty for those that are found
   */
  public MachineEngines(
      Machine machine,
      MachinePolicy policy,
      ServerAccess access,
      InnerAgents agents,
      List<EngineChoice> choices,
      Timeline timeline) {
    this.machine = machine;
    this.policy = policy;
    this.choices = List.copyOf(choices);
    this.timeline = timeline;
    this.servers = new ServerTargets(access, agents, timeline);
    this.hosts =
        new HostTargets(access.directory().resolveSibling("former"), policy.ground(), timeline);
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

    /** What no declared file may touch. */
    OwnGround ground() {
      var paths = new ArrayList<>(own);
      paths.add(Path.of("/etc/setpoint"));
      paths.add(file.path());
      return new OwnGround(paths.stream().map(path -> path.toAbsolutePath().normalize()).toList());
    }
  }

  /**
   * What it takes to be let in by servers of other machines.
   *
   * @param directory of our client certificate and its key, made when they are needed
   * @param secrets with the trust tokens
   */
  public record ServerAccess(Path directory, SecretSource secrets) {}

  /**
   * Whose objects the engines hold.
   *
   * @param owner id of the installation, as the marks on objects carry it
   */
  public record Machine(String node, String owner, Hider hider) {}

  /**
   * An engine or server by the name that manifests use.
   *
   * @param address where it answers; null for a server, and for the simulated engine, which is in
   *     this process
   * @param unrest how often somebody changes something on the simulated one, or null
   * @param spot where it is when it is a server, or null
   */
  private record Named(
      String name, @Nullable EngineAddress address, @Nullable String unrest, @Nullable Spot spot) {
    String words() {
      Object where = spot == null ? address : spot;
      return where == null ? name : name + " at " + where;
    }

    /** The machine itself, which is always there. */
    static final Named THE_MACHINE = new Named(HostTarget.NAME, null, null, null);

    static Named at(String name, EngineAddress address) {
      return new Named(name, address, null, null);
    }

    static Named at(String name, Spot spot) {
      return new Named(name, null, null, spot);
    }
  }

  /**
   * What is to be used.
   *
   * @param socket where; null for the usual place
   * @param remote where else it is, or null
   */
  private record Wanted(String name, @Nullable String socket, @Nullable Remote remote) {
    static Wanted of(EngineChoice choice) {
      return new Wanted(choice.name(), choice.socket(), null);
    }

    boolean isToBeFound() {
      return socket == null && remote == null && !name.equals(Simulation.NAME);
    }

    boolean isServer() {
      return TargetFamily.of(name) == TargetFamily.SERVER;
    }
  }

  @Override
  public SequencedMap<String, Target> open(List<TargetDeclaration> declared) {
    lock.lock();
    try {
      var targets = new LinkedHashMap<String, Target>();
      for (var named : wanted(declared)) {
        targets.computeIfAbsent(
            named.name(), _ -> open.computeIfAbsent(named, MachineEngines.this::targetIfItCan));
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
      LOG.warn("No engine or server answers on this machine; looking again with the next order");
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
    var wanted =
        declared.isEmpty()
            ? choices.stream().map(Wanted::of).toList()
            : declared.stream().map(this::wanted).toList();
    if (wanted.isEmpty()) {
      return Stream.of(foundEngines(), foundServers(), Stream.of(Named.THE_MACHINE))
          .flatMap(each -> each)
          .toList();
    }
    var found = new ArrayList<>(List.of(Named.THE_MACHINE));
    if (wanted.stream().anyMatch(each -> each.isToBeFound() && !each.isServer())) {
      foundEngines().forEach(found::add);
    }
    if (wanted.stream().anyMatch(each -> each.isToBeFound() && each.isServer())) {
      foundServers().forEach(found::add);
    }
    return wanted.stream().flatMap(each -> placeOf(each, found).stream()).toList();
  }

  private static Stream<Named> foundEngines() {
    return new EngineDiscovery().find().stream().map(each -> Named.at(each.name(), each.address()));
  }

  private static Stream<Named> foundServers() {
    return new ServerDiscovery()
        .find().stream()
            .map(each -> Named.at(each.name(), new Spot(each.address().socket(), null)));
  }

  /** What the command line says of an engine goes before the usual places. */
  private Wanted wanted(TargetDeclaration declared) {
    if (declared.socket() != null || declared.remote() != null) {
      return new Wanted(declared.name(), declared.socket(), declared.remote());
    }
    return choices.stream()
        .filter(each -> each.name().equals(declared.name()))
        .findFirst()
        .map(Wanted::of)
        .orElse(new Wanted(declared.name(), null, null));
  }

  private static Optional<Named> placeOf(Wanted wanted, List<Named> found) {
    @Nullable String socket = wanted.socket();
    if (wanted.name().equals(Simulation.NAME)) {
      return Optional.of(new Named(Simulation.NAME, null, socket, null));
    }
    if (wanted.isServer() && !wanted.isToBeFound()) {
      var path = socket == null ? null : Path.of(socket.replaceFirst("^unix://", ""));
      return Optional.of(Named.at(wanted.name(), new Spot(path, wanted.remote())));
    }
    if (socket != null) {
      return Optional.of(Named.at(wanted.name(), address(socket)));
    }
    return found.stream().filter(each -> each.name().equals(wanted.name())).findFirst();
  }

  private static EngineAddress address(String socket) {
    return socket.contains("://")
        ? EngineAddress.parse(socket, System.getenv())
        : new EngineAddress.Unix(Path.of(socket));
  }

  /** One that cannot even be made, for its files, is left out until the next order. */
  private @Nullable Target targetIfItCan(Named named) {
    try {
      return target(named);
    } catch (LxdException | IllegalStateException e) {
      LOG.warnf("%s cannot be used: %s", named.words(), e.getMessage());
      return null;
    }
  }

  private Target target(Named named) {
    var identity = new Identity(named.name(), machine.owner(), machine.node());
    var spot = named.spot();
    if (spot != null) {
      // A server elsewhere is not this machine.
      return spot.remote() == null
          ? servers.gated(spot, identity, machine.hider(), policy)
          : servers.open(spot, identity, machine.hider());
    }
    if (named.equals(Named.THE_MACHINE)) {
      return new GatedTarget(
          hosts.open(machine.hider()), policy.file()::refusesHost, _ -> Optional.empty());
    }
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
