package dev.setpoint.target.contract;

import dev.setpoint.fixture.TestEngine;
import dev.setpoint.target.contract.hand.Make;
import org.junit.jupiter.api.Tag;

/** A newer Docker. */
@Tag("engine")
@Tag("long")
class Docker28ContractTest extends RealEngineContract {
  Docker28ContractTest() {
    super(() -> new RealEngine(Make.DOCKER28, TestEngine.DOCKER28));
  }
}
