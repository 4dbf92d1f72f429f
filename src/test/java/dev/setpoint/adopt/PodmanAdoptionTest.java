package dev.setpoint.adopt;

import dev.setpoint.target.docker.Engines;

/** Adoption from this engine. */
class PodmanAdoptionTest extends EngineAdoptionContract {
  PodmanAdoptionTest() {
    super(Engines.PODMAN, 3);
  }
}
