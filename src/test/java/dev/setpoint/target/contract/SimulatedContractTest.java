package dev.setpoint.target.contract;

import dev.setpoint.target.Target;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Make;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import dev.setpoint.target.docker.simulated.SimulatedHand;
import dev.setpoint.target.docker.simulated.SimulatedImages;
import java.time.InstantSource;

/** The engine that every build has. */
class SimulatedContractTest extends TargetContract {
  SimulatedContractTest() {
    super(Simulation::new);
  }

  private static final class Simulation implements Subject {
    private final SimulatedEngine engine = SimulatedEngine.create(InstantSource.system());

    Simulation() {
      SimulatedImages.loadAll(engine);
    }

    @Override
    public Make make() {
      return Make.SIMULATED;
    }

    @Override
    public Target target(String owner, String node) {
      return KitTarget.on(engine, Profile.DOCKER, owner, node);
    }

    @Override
    public Hand hand() {
      return new SimulatedHand(engine);
    }

    @Override
    public void restart() {
      throw new UnsupportedOperationException("the simulated engine is never down");
    }
  }
}
