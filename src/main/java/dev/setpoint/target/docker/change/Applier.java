package dev.setpoint.target.docker.change;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.docker.api.EngineException;

/** Does corrections; whatever an engine answers becomes an outcome. */
public final class Applier {
  private final Ground ground;
  private final ContainerApplier containers;
  private final ObjectApplier objects;

  /** An applier for one engine. */
  public Applier(Ground ground) {
    this.ground = ground;
    this.containers = new ContainerApplier(ground);
    this.objects = new ObjectApplier(ground);
  }

  /** Does one correction. */
  public Outcome apply(Correction correction, ApplyRequest request) {
    try {
      return switch (correction.id().kind()) {
        case CONTAINER -> containers.apply(correction, request);
        case NETWORK, VOLUME -> objects.apply(correction, request);
        default ->
            Failures.failed(
                FailureReason.NOT_SUPPORTED,
                correction.verb(),
                correction.id(),
                "no engine holds it",
                "nothing: this should not have been planned");
      };
    } catch (ChangeFailure e) {
      return e.outcome();
    } catch (EngineException e) {
      return Failures.of(correction.verb(), correction.id(), ground.identity().target(), e);
    }
  }
}
