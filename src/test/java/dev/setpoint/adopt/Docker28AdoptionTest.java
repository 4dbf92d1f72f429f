package dev.setpoint.adopt;

import dev.setpoint.target.docker.Engines;

/** Adoption from this engine. */
class Docker28AdoptionTest extends EngineAdoptionContract {
  Docker28AdoptionTest() {
    super(Engines.DOCKER28, 2);
  }
}
