package dev.setpoint.target.contract;

import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Target;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.PortProbe;
import dev.setpoint.target.docker.change.ChangeLimits;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.guard.GuardedEngine;
import dev.setpoint.target.docker.guard.PolicyFile;
import dev.setpoint.target.docker.guard.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Targets as the kit uses them. */
public final class KitTarget {
  public static final Hider HIDER =
      new Hider("the key of the contract tests".getBytes(StandardCharsets.UTF_8));

  private KitTarget() {}

  /** A target as in daily use, on which containers without a health check count as ready sooner. */
  static Target on(Engine engine, Profile profile, String owner, String node) {
    return on(engine, profile, owner, node, PortProbe.blind());
  }

  /** The same on an engine whose ports can be looked at. */
  static Target on(Engine engine, Profile profile, String owner, String node, PortProbe ports) {
    var daily =
        TargetSettings.standard(new Identity(profile.product().word(), owner, node), profile)
            .looking(ports);
    var settings =
        new TargetSettings(
            daily.identity(),
            profile,
            daily.looking(),
            quick(daily.changing()),
            daily.events(),
            daily.pause(),
            daily.ports(),
            daily.beside());
    return new DockerTarget(guarded(engine), settings, HIDER, InstantSource.system());
  }

  /** Every body of the contract is judged by a policy that allows just what the contract needs. */
  private static Engine guarded(Engine engine) {
    var policy = PolicyFile.orCareful(Path.of("src/test/resources/guard/wide.yaml"));
    return new GuardedEngine(engine, policy, new Surroundings(List.of(), List.of()));
  }

  private static ChangeLimits quick(ChangeLimits daily) {
    return new ChangeLimits(
        Duration.ofMillis(150),
        Duration.ofMillis(50),
        daily.grace(),
        daily.portRelease(),
        daily.logLines(),
        daily.logChars());
  }
}
