package dev.setpoint.target.contract;

import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;

/** What only real engines can show: real processes, a real registry, a restart. */
abstract class RealEngineContract extends TargetContract {
  private final Supplier<RealEngine> engine;

  RealEngineContract(Supplier<RealEngine> engine) {
    super(engine::get);
    this.engine = engine;
  }

  @Nested
  class Processes extends ProcessContract {
    Processes() {
      super(engine.get());
    }
  }

  @Nested
  class Images extends ImageContract {
    Images() {
      super(engine.get());
    }
  }

  @Nested
  class Reachability extends ReachabilityContract {
    Reachability() {
      super(engine.get());
    }
  }

  @Nested
  class AtRest extends AtRestContract {
    AtRest() {
      super(engine.get());
    }
  }
}
