package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.fields.LiveContainer;
import dev.setpoint.target.docker.fields.OwnerLabels;
import java.time.Duration;
import java.util.function.Function;

/** Does corrections of containers. */
final class ContainerApplier {
  private final Ground ground;

  ContainerApplier(Ground ground) {
    this.ground = ground;
  }

  Outcome apply(Correction correction, ApplyRequest request) {
    return switch (correction) {
      case Correction.Create(_, var setAside) ->
          new Creation(job(correction, request)).apply(setAside);
      case Correction.Replace(_, var object) ->
          new Replacement(job(correction, request)).apply(object);
      case Correction.Reset(_, var object, _, var wipe) ->
          new Resetting(job(correction, request)).apply(object, wipe);
      case Correction.Rollback _ ->
          throw job(correction, request)
              .failure(
                  FailureReason.NO_WAY_BACK,
                  "no former container is kept",
                  "revert the commit in git instead");
      case Correction.Update(_, var object) -> update(job(correction, request), object);
      case Correction.Restart(_, var object) -> restart(job(correction, request), object);
      case Correction.Start(_, var object) -> start(job(correction, request), object);
      case Correction.Stop(_, var object) -> stop(job(correction, request), object);
      case Correction.Adopt(_, var object) -> adopt(job(correction, request), object);
      case Correction.Settle _ -> settle(job(correction, request));
      case Correction.Prune(_, var object) -> prune(correction, object);
    };
  }

  private ContainerJob job(Correction correction, ApplyRequest request) {
    return ContainerJob.of(ground, correction, request);
  }

  private static Outcome update(ContainerJob job, EngineObject object) {
    return on(
        job,
        object,
        live -> {
          String done = new InPlace(job).apply(object.engineId());
          return done.isEmpty()
              ? new Outcome.Unchanged("nothing of it can be changed in place")
              : new Outcome.Corrected(ContainerJob.object(live), done);
        });
  }

  private static Outcome restart(ContainerJob job, EngineObject object) {
    return on(
        job,
        object,
        live -> {
          String done = new InPlace(job).apply(object.engineId());
          job.step("restarting " + job.name());
          job.engine().stop(object.engineId(), job.grace());
          if (job.shouldRun()) {
            job.engine().start(object.engineId());
          }
          return started(job, object, done.isEmpty() ? "restarted" : done + ", restarted");
        });
  }

  private static Outcome start(ContainerJob job, EngineObject object) {
    return on(
        job,
        object,
        live -> {
          String done = new InPlace(job).apply(object.engineId());
          job.step("starting " + job.name());
          if (live.path("State").path("Paused").asBoolean()) {
            job.engine().unpause(object.engineId());
          } else {
            job.engine().start(object.engineId());
          }
          return started(job, object, done.isEmpty() ? "started" : done + ", started");
        });
  }

  private static Outcome started(ContainerJob job, EngineObject object, String detail) {
    JsonNode now = job.engine().container(object.engineId());
    int exit = now.path("State").path("ExitCode").asInt();
    if (job.shouldRun() && !ContainerJob.isRunning(now) && exit != 0) {
      return new Outcome.Failed(
          FailureReason.START_FAILED,
          "%s of %s failed: it ended at once with exit code %d%s; correct its command or image"
              .formatted(
                  job.correction().verb(),
                  job.id(),
                  exit,
                  new LastWords(job).of(object.engineId())),
          false,
          object);
    }
    return new Outcome.Corrected(ContainerJob.object(now), detail);
  }

  private static Outcome stop(ContainerJob job, EngineObject object) {
    return on(
        job,
        object,
        live -> {
          String done = new InPlace(job).apply(object.engineId());
          if (live.path("State").path("Paused").asBoolean()) {
            job.engine().unpause(object.engineId());
          }
          job.step("stopping " + job.name());
          job.engine().stop(object.engineId(), job.grace());
          return new Outcome.Corrected(
              ContainerJob.object(live), done.isEmpty() ? "stopped" : done + ", stopped");
        });
  }

  private static Outcome adopt(ContainerJob job, EngineObject object) {
    return on(
        job,
        object,
        live -> new Outcome.Corrected(ContainerJob.object(live), "taken over as it is"));
  }

  private static Outcome on(
      ContainerJob job, EngineObject object, Function<JsonNode, Outcome> change) {
    return job.find(object.engineId())
        .map(change)
        .orElseThrow(() ->
            job.failure(
                FailureReason.STATE_UNKNOWN,
                "the container went away after it was looked at",
                "nothing: the next look decides anew"));
  }

  private static Outcome settle(ContainerJob job) {
    Settlement.Result result = new Settlement(job).settle();
    return result.steps().isEmpty()
        ? new Outcome.Unchanged("nothing was left over")
        : new Outcome.Corrected(result.object(), String.join(", ", result.steps()));
  }

  private Outcome prune(Correction correction, EngineObject object) {
    JsonNode live;
    try {
      live = ground.engine().container(object.engineId());
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND) {
        return new Outcome.Unchanged("it was gone already");
      }
      throw e;
    }
    boolean ours =
        OwnerLabels.read(LiveContainer.labelsIn(live.path("Config")))
            .filter(ground.identity()::owns)
            .filter(mark -> mark.resource().equals(correction.id()))
            .isPresent();
    if (!ours) {
      throw new ChangeFailure(
          Failures.failed(
              FailureReason.NOT_PROVABLY_OURS,
              correction.verb(),
              correction.id(),
              "the container does not carry this installation's mark",
              "remove it by hand if it is not wanted"));
    }
    long grace =
        live.path("Config").path("StopTimeout").asLong(ground.limits().grace().toSeconds());
    ground.engine().stop(object.engineId(), Duration.ofSeconds(grace));
    ground.engine().remove(object.engineId());
    return new Outcome.Corrected(null, "stopped and removed; its volumes stay");
  }
}
