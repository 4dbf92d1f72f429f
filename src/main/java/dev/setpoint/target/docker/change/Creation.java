package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.look.Names;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a container that is not there, setting aside a stranger under its name. */
final class Creation {
  private final ContainerJob job;
  private final Building building;

  Creation(ContainerJob job) {
    this.job = job;
    this.building = new Building(job);
  }

  Outcome apply(@Nullable EngineObject setAside) {
    new Preflight(job).check();
    Optional<JsonNode> stranger = job.find(job.name()).filter(found -> !job.isOurs(found));
    if (stranger.isPresent()) {
      return overStranger(stranger.get(), setAside);
    }
    Settlement.Result settled = new Settlement(job).settle();
    if (settled.object() != null) {
      String steps = String.join(", ", settled.steps());
      return new Outcome.Corrected(settled.object(), steps.isEmpty() ? "it was there" : steps);
    }
    return finish(make(), "created");
  }

  private Outcome overStranger(JsonNode stranger, @Nullable EngineObject setAside) {
    String id = stranger.path("Id").asText();
    if (setAside == null || !setAside.engineId().equals(id)) {
      throw job.failure(
          FailureReason.NAME_TAKEN,
          "a container that is not ours has the name " + job.name(),
          "rename or remove it, or say adopt: true");
    }
    new Settlement(job).removeHalfMade();
    String made = building.make(Map.of());
    String aside = Names.aside(job.name(), job.request().operation());
    try {
      job.step("setting the container under the name aside as " + aside);
      job.engine().stop(id, job.grace());
      job.engine().rename(id, aside);
      job.engine().rename(made, job.name());
    } catch (EngineException e) {
      building.removeQuietly(made);
      throw e;
    }
    return finish(made, "created; what stood there is now " + aside);
  }

  private String make() {
    String id = building.make(Map.of());
    try {
      job.engine().rename(id, job.name());
      return id;
    } catch (EngineException e) {
      building.removeQuietly(id);
      throw e;
    }
  }

  private Outcome finish(String id, String detail) {
    if (job.shouldRun()) {
      job.step("starting " + job.name());
      job.engine().start(id);
    }
    JsonNode inspect = job.engine().container(id);
    EngineObject object = ContainerJob.object(inspect);
    boolean failed =
        job.shouldRun()
            && !ContainerJob.isRunning(inspect)
            && inspect.path("State").path("ExitCode").asInt() != 0;
    if (failed) {
      return new Outcome.Failed(
          FailureReason.START_FAILED,
          "%s of %s failed: it ended at once with exit code %d%s; correct its command or image"
              .formatted(
                  job.correction().verb(),
                  job.id(),
                  inspect.path("State").path("ExitCode").asInt(),
                  new LastWords(job).of(id)),
          false,
          object);
    }
    return new Outcome.Corrected(object, detail);
  }
}
