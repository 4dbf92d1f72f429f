package dev.setpoint.target.contract;

import dev.setpoint.fixture.TestEngine;
import dev.setpoint.target.Target;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Make;
import dev.setpoint.target.contract.hand.SocketHand;
import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.http.HttpEngine;
import dev.setpoint.target.docker.http.MachinePorts;
import java.nio.file.Path;
import java.time.Duration;

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

  /** The same, with a limit of time on calls that this engine never needs. */
  Target impatientTarget(Path socket) {
    EngineLimits daily = EngineLimits.standard();
    var impatient =
        new EngineLimits(
            daily.connect(),
            Duration.ofMillis(700),
            daily.slowCall(),
            daily.pull(),
            daily.silence(),
            daily.answerBytes(),
            daily.archiveBytes(),
            daily.logBytes());
    return target(socket, impatient, "somebody", TestNode.NAME);
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
    return target(socket, EngineLimits.standard(), owner, node);
  }

  private Target target(Path socket, EngineLimits limits, String owner, String node) {
    return KitTarget.on(
        new HttpEngine(new EngineAddress.Unix(socket), limits),
        make.isPodman() ? Profile.PODMAN : Profile.DOCKER,
        owner,
        node,
        new MachinePorts(socket));
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
