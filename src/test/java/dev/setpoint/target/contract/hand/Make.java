package dev.setpoint.target.contract.hand;

/** The engines that the kit runs on. */
public enum Make {
  SIMULATED(0),
  DOCKER20(1),
  DOCKER28(2),
  PODMAN(3);

  private final int number;

  Make(int number) {
    this.number = number;
  }

  /** Tells it from the others where addresses are handed out. */
  public int number() {
    return number;
  }

  /** Whether it is Podman, which cannot do some things that Docker can. */
  public boolean isPodman() {
    return this == PODMAN;
  }
}
