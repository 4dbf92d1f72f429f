package dev.setpoint;

import dev.setpoint.adopt.Adopted;
import dev.setpoint.adopt.Adoption;
import dev.setpoint.adopt.Place;
import dev.setpoint.cli.adopt.Adopting;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import dev.setpoint.manifest.node.TargetFamily;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Pause;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.docker.draft.EngineDrafter;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.http.EngineDiscovery;
import dev.setpoint.target.docker.http.HttpEngine;
import dev.setpoint.target.lxd.LxdTarget;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerLimits;
import dev.setpoint.target.lxd.draft.ServerDrafter;
import dev.setpoint.target.lxd.http.HttpServer;
import dev.setpoint.target.lxd.http.ServerDiscovery;
import dev.setpoint.target.lxd.instance.Instances;
import dev.setpoint.target.lxd.instance.ground.ChangeLimits;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.kind.ServerKind;
import dev.setpoint.target.lxd.object.ObjectKinds;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the engines and servers of this machine for {@code adopt}, which only reads. */
final class AdoptWiring {
  private static final int KEY_BYTES = 32;
  private static final Duration FILES_STAND = Duration.ofMinutes(5);

  private final Hider hider;
  private final InstantSource clock = InstantSource.system();

  private AdoptWiring() {
    // What is hidden is only compared with itself, so that a key of this run will do.
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    this.hider = new Hider(key);
  }

  static Adopted adopt(Adopting.Options options) {
    var wiring = new AdoptWiring();
    var places = new ArrayList<Place>();
    try {
      wanted(options.targets())
          .forEach((name, socket) -> places.add(wiring.place(name, socket, options)));
      if (places.isEmpty()) {
        throw CliFailure.unknown(
            "NoEngine",
            "No engine or server was found on this machine.",
            "Start one, or name its socket: --target docker=/path/to.sock.");
      }
      return new Adoption(places, wiring.hider).run(options.wish());
    } finally {
      places.forEach(place -> place.target().close());
    }
  }

  /** Sockets by the name of the target; the first found of a name counts. */
  private static Map<String, String> wanted(List<EngineChoice> choices) {
    var found = new LinkedHashMap<String, String>();
    boolean isNamed = choices.stream().allMatch(choice -> choice.socket() != null);
    if (choices.isEmpty() || !isNamed) {
      new EngineDiscovery()
          .find().stream()
              .filter(EngineDiscovery.Found::reachable)
              .forEach(each -> found.putIfAbsent(each.name(), each.address().toString()));
      new ServerDiscovery()
          .find()
          .forEach(each -> found.putIfAbsent(each.name(), each.address().socket().toString()));
    }
    if (choices.isEmpty()) {
      return found;
    }
    var wanted = new LinkedHashMap<String, String>();
    for (EngineChoice choice : choices) {
      @Nullable String socket =
          choice.socket() == null ? found.get(choice.name()) : choice.socket();
      if (socket == null) {
        throw CliFailure.unknown(
            "NoEngine",
            "%s was not found on this machine.".formatted(choice.name()),
            "Start it, or name its socket: --target %s=/path/to.sock.".formatted(choice.name()));
      }
      wanted.put(choice.name(), socket);
    }
    return wanted;
  }

  private Place place(String name, String socket, Adopting.Options options) {
    var identity = new Identity(name, "nobody", options.wish().node());
    return TargetFamily.of(name) == TargetFamily.SERVER
        ? server(identity, socket, options.project())
        : engine(identity, socket);
  }

  private Place engine(Identity identity, String socket) {
    var address =
        socket.contains("://")
            ? EngineAddress.parse(socket, System.getenv())
            : new EngineAddress.Unix(Path.of(socket));
    var engine = new HttpEngine(address, EngineLimits.standard());
    var profile = identity.target().equals("podman") ? Profile.PODMAN : Profile.DOCKER;
    var target = new DockerTarget(engine, TargetSettings.standard(identity, profile), hider, clock);
    return new Place(target, new EngineDrafter(engine, profile, hider));
  }

  private Place server(Identity identity, String socket, String project) {
    var path = Path.of(socket.replaceFirst("^unix://", ""));
    var server = new HttpServer(new ServerAddress.Unix(path), ServerLimits.standard());
    var ground =
        new Ground(server, identity, clock, Pause.untilInterrupted(), ChangeLimits.standard());
    var kinds = new ArrayList<ServerKind>(ObjectKinds.all(server, identity, hider));
    kinds.add(new Instances(ground, FILES_STAND));
    LxdTarget.Watch nothing = _ -> () -> {};
    var target = new LxdTarget(server, identity, List.copyOf(kinds), nothing, clock);
    return new Place(target, new ServerDrafter(server, project));
  }
}
