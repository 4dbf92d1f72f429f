package dev.setpoint.target.contract;

import dev.setpoint.fixture.TestEngine;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Target;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.SocketHand;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.docker.api.HttpEngine;
import dev.setpoint.target.docker.change.ChangeLimits;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.look.Identity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** A real engine behind its socket. */
final class RealEngine implements Subject {
  private final Make make;
  private final TestEngine engine;
  private final Hand hand;

  RealEngine(Make make, TestEngine engine) {
    this.make = make;
    this.engine = engine;
    this.hand = new SocketHand(engine.socket());
  }

  @Override
  public Make make() {
    return make;
  }

  @Override
  public Target target(String owner, String node) {
    return target(engine.socket(), owner, node);
  }

  /** A target that expects this engine at another socket, where something else may be. */
  Target target(Path socket) {
    return target(socket, "somebody", TestNode.NAME);
  }

  /** The same engine, seen through another socket. */
  Subject at(Path socket) {
    return new Subject() {
      @Override
      public Make make() {
        return make;
      }

      @Override
      public Target target(String owner, String node) {
        return RealEngine.this.target(socket, owner, node);
      }

      @Override
      public Hand hand() {
        return hand;
      }

      @Override
      public void restart() throws InterruptedException {
        RealEngine.this.restart();
      }
    };
  }

  private Target target(Path socket, String owner, String node) {
    Profile profile = make.isPodman() ? Profile.PODMAN : Profile.DOCKER;
    var daily =
        TargetSettings.standard(new Identity(profile.product().word(), owner, node), profile);
    var settings =
        new TargetSettings(
            daily.identity(),
            profile,
            daily.looking(),
            quick(daily.changing()),
            daily.events(),
            daily.pause());
    return new DockerTarget(
        new HttpEngine(new EngineAddress.Unix(socket), EngineLimits.standard()),
        settings,
        new Hider("the key of the contract tests".getBytes(StandardCharsets.UTF_8)),
        InstantSource.system());
  }

  /** Daily limits, but containers without a health check count as ready sooner. */
  private static ChangeLimits quick(ChangeLimits daily) {
    return new ChangeLimits(
        Duration.ofMillis(150),
        Duration.ofMillis(50),
        daily.grace(),
        daily.logLines(),
        daily.logChars());
  }

  @Override
  public Hand hand() {
    return hand;
  }

  @Override
  public void restart() throws InterruptedException {
    engine.restart();
  }
}
