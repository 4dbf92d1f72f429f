package dev.setpoint.target.contract;

import dev.setpoint.fixture.TestEngine;
import dev.setpoint.target.contract.hand.Make;
import org.junit.jupiter.api.Tag;

/** The distribution's Podman over its Docker-compatible API. */
@Tag("engine")
@Tag("long")
class PodmanContractTest extends RealEngineContract {
  PodmanContractTest() {
    super(() -> new RealEngine(Make.PODMAN, TestEngine.PODMAN));
  }
}
