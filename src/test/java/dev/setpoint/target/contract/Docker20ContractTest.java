package dev.setpoint.target.contract;

import dev.setpoint.fixture.TestEngine;
import dev.setpoint.target.contract.hand.Make;
import org.junit.jupiter.api.Tag;

/** The distribution's Docker, which speaks API 1.41. */
@Tag("engine")
@Tag("long")
class Docker20ContractTest extends RealEngineContract {
  Docker20ContractTest() {
    super(() -> new RealEngine(Make.DOCKER20, TestEngine.DOCKER20));
  }
}
