package dev.setpoint;

import dev.setpoint.agent.order.Engines;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import dev.setpoint.manifest.TargetDeclaration;
import dev.setpoint.store.Installation;
import dev.setpoint.target.Target;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineDiscovery;
import dev.setpoint.target.docker.api.EngineDiscovery.Found;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.docker.api.HttpEngine;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.look.Identity;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The engines of this machine: those that the order names, else those that the command line names,
 * else those that are found at the usual places. Safe for many threads; one lock guards the
 * targets, which stay open as long as the process.
 */
final class MachineEngines implements Engines {
  private static final String SIMULATED = "simulated";

  private final Installation installation;
  private final UpSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final Map<Named, Target> open = new HashMap<>();

  MachineEngines(Installation installation, UpSettings settings) {
    this.installation = installation;
    this.settings = settings;
  }

  /**
   * An engine by the name that manifests use and the address that it answers at; the simulated one
   * has none.
   */
  private record Named(String name, @Nullable EngineAddress address) {}

  @Override
  public SequencedMap<String, Target> open(List<TargetDeclaration> declared) {
    lock.lock();
    try {
      var targets = new LinkedHashMap<String, Target>();
      for (var named : wanted(declared)) {
        targets.computeIfAbsent(
            named.name(), _ -> open.computeIfAbsent(named, MachineEngines.this::target));
      }
      return targets;
    } finally {
      lock.unlock();
    }
  }

  private List<Named> wanted(List<TargetDeclaration> declared) {
    var choices =
        declared.isEmpty() ? settings.engines() : declared.stream().map(this::choice).toList();
    boolean sufficient =
        !choices.isEmpty() && choices.stream().noneMatch(MachineEngines::isToBeFound);
    var found = sufficient ? List.<Found>of() : new EngineDiscovery().find();
    if (choices.isEmpty()) {
      return found.stream().map(each -> new Named(each.name(), each.address())).toList();
    }
    return choices.stream().flatMap(choice -> addressOf(choice, found).stream()).toList();
  }

  /** What the command line says of an engine goes before the usual places. */
  private EngineChoice choice(TargetDeclaration declared) {
    if (declared.socket() != null) {
      return new EngineChoice(declared.name(), declared.socket());
    }
    return settings.engines().stream()
        .filter(each -> each.name().equals(declared.name()))
        .findFirst()
        .orElse(new EngineChoice(declared.name(), null));
  }

  private static boolean isToBeFound(EngineChoice choice) {
    return choice.socket() == null && !choice.name().equals(SIMULATED);
  }

  private static List<Named> addressOf(EngineChoice choice, List<Found> found) {
    if (choice.name().equals(SIMULATED)) {
      return List.of(new Named(SIMULATED, null));
    }
    @Nullable String socket = choice.socket();
    if (socket != null) {
      return List.of(new Named(choice.name(), address(socket)));
    }
    return found.stream()
        .filter(each -> each.name().equals(choice.name()))
        .limit(1)
        .map(each -> new Named(each.name(), each.address()))
        .toList();
  }

  private static EngineAddress address(String socket) {
    return socket.contains("://")
        ? EngineAddress.parse(socket)
        : new EngineAddress.Unix(Path.of(socket));
  }

  private Target target(Named named) {
    var identity = new Identity(named.name(), installation.owner(), settings.node());
    var profile = named.name().equals("podman") ? Profile.PODMAN : Profile.DOCKER;
    var address = named.address();
    return new DockerTarget(
        address == null
            ? SimulatedEngine.create(Clock.systemUTC())
            : new HttpEngine(address, EngineLimits.standard()),
        TargetSettings.standard(identity, profile),
        installation.hider(),
        Clock.systemUTC());
  }
}
