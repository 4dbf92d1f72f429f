package dev.setpoint.controller.nodes;

import dev.setpoint.controller.nodes.FleetState.StoredRollout;
import dev.setpoint.rollout.Rollout;
import dev.setpoint.rollout.Stage;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How far a rollout is, over restarts; written when it changes. For one thread at a time. */
final class RolloutMemory {
  private static final Logger LOG = Logger.getLogger(RolloutMemory.class);

  private final FleetState fleet;
  private @Nullable StoredRollout kept;

  RolloutMemory(FleetState fleet) {
    this.fleet = fleet;
  }

  /** What was kept last; empty before the first. */
  Optional<StoredRollout> recall() {
    var found = fleet.rollout();
    kept = found.orElse(null);
    return found;
  }

  /** Durable when it returns. */
  void keep(Rollout rollout) {
    var now =
        switch (rollout.stage()) {
          case Stage.Canary(var node, _) ->
              new StoredRollout(rollout.revisionId(), "canary", node, "");
          case Stage.Open _ -> new StoredRollout(rollout.revisionId(), "open", null, "");
          case Stage.Stopped(var node, var what) ->
              new StoredRollout(rollout.revisionId(), "stopped", node, what);
        };
    if (!now.equals(kept)) {
      fleet.keep(now);
      kept = now;
      LOG.debugf("Rollout of %s: %s", now.revisionId(), now);
    }
  }

  /** The stage that was kept. */
  static Stage stage(StoredRollout stored) {
    var canary = stored.canary();
    return switch (stored.stage()) {
      case "canary" -> new Stage.Canary(canary, null);
      case "stopped" -> new Stage.Stopped(canary == null ? "" : canary, stored.what());
      default -> new Stage.Open();
    };
  }
}
