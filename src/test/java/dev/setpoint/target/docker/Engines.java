package dev.setpoint.target.docker;

import static org.assertj.core.api.Assertions.fail;

import dev.setpoint.target.Identity;
import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.http.HttpEngine;
import java.time.InstantSource;

/** The real engines that {@code ./check} prepares. */
public enum Engines {
  DOCKER20("SETPOINT_TEST_DOCKER20", 1),
  DOCKER28("SETPOINT_TEST_DOCKER28", 2),
  PODMAN("SETPOINT_TEST_PODMAN", 3);

  private final String variable;
  private final int number;

  Engines(String variable, int number) {
    this.variable = variable;
    this.number = number;
  }

  /** Keeps ports and subnets of the engines apart, since they share one machine. */
  int number() {
    return number;
  }

  /** The address of the engine; fails the test when nobody has prepared it. */
  public EngineAddress address() {
    String socket = System.getenv(variable);
    if (socket == null || socket.isBlank()) {
      return fail(variable + " is not set: run the tests with ./check, which starts the engines");
    }
    return EngineAddress.parse(socket);
  }

  /** What is special about it. */
  public Profile profile() {
    return this == PODMAN ? Profile.PODMAN : Profile.DOCKER;
  }

  /** Its client. */
  public HttpEngine engine() {
    return new HttpEngine(address(), EngineLimits.standard());
  }

  /** A target on it. */
  public DockerTarget target(String owner) {
    String name = this == PODMAN ? "podman" : "docker";
    return new DockerTarget(
        engine(),
        TargetSettings.standard(new Identity(name, owner, "local"), profile()),
        Specs.HIDER,
        InstantSource.system());
  }
}
