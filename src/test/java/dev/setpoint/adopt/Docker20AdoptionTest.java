package dev.setpoint.adopt;

import dev.setpoint.target.docker.Engines;

/** Adoption from this engine. */
class Docker20AdoptionTest extends EngineAdoptionContract {
  Docker20AdoptionTest() {
    super(Engines.DOCKER20, 1);
  }
}
