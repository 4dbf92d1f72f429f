package dev.setpoint.target.contract;

/** The engines that the kit runs on. */
public enum Make {
  SIMULATED,
  DOCKER20,
  DOCKER28,
  PODMAN;

  /** Whether it is Podman, which cannot do some things that Docker can. */
  public boolean isPodman() {
    return this == PODMAN;
  }
}
