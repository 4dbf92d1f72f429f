package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.body.ObjectBodies;
import dev.setpoint.target.docker.look.Names;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a new container in the place of an old one, and the old one back when the new one does not
 * become ready. The old one is only removed after that.
 */
final class Replacement {
  private final ContainerJob job;
  private final Building building;

  Replacement(ContainerJob job) {
    this.job = job;
    this.building = new Building(job);
  }

  Outcome apply(EngineObject object) {
    return apply(object, true);
  }

  /**
   * Replaces it.
   *
   * @param keeps whether the new one takes over volumes without a name
   */
  Outcome apply(EngineObject object, boolean keeps) {
    new Preflight(job).check();
    new Settlement(job).settle();
    Optional<JsonNode> found = job.find(job.name());
    if (found.isEmpty() || !found.get().path("Id").asText().equals(object.engineId())) {
      throw job.failure(
          FailureReason.STATE_UNKNOWN,
          "the container under the name is another one than was looked at",
          "nothing: the next look decides anew");
    }
    JsonNode old = found.get();
    JsonNode image = job.ground().looks().images().config(old.path("Image").asText());
    Map<String, String> carried = keeps ? ObjectBodies.carried(old, image) : Map.of();
    String made = building.make(carried);
    swap(old, made);
    return prove(old, made);
  }

  private void swap(JsonNode old, String made) {
    String oldId = old.path("Id").asText();
    try {
      job.step("stopping the old " + job.name());
      job.engine().stop(oldId, job.grace());
      String outgoing = Names.outgoing(job.name(), job.request().operation());
      job.engine().rename(oldId, job.free(outgoing));
      job.engine().rename(made, job.name());
    } catch (EngineException e) {
      restore(old, made);
      throw e;
    }
  }

  private Outcome prove(JsonNode old, String made) {
    String why = "";
    try {
      if (job.shouldRun()) {
        job.step("starting the new " + job.name());
        job.engine().start(made);
        why = new Readiness(job).await(made).orElse("");
      }
    } catch (EngineException e) {
      restore(old, made);
      Outcome.Failed failed =
          Failures.of(job.correction().verb(), job.id(), job.ground().identity().target(), e);
      return new Outcome.Failed(
          failed.reason(), failed.message() + "; the old one is back", false, objectOf(old));
    }
    if (!why.isEmpty()) {
      return notReady(old, made, why);
    }
    job.engine().remove(old.path("Id").asText());
    return new Outcome.Corrected(
        ContainerJob.object(job.engine().container(made)), "replaced by a new container");
  }

  private Outcome notReady(JsonNode old, String made, String why) {
    String words = new LastWords(job).of(made);
    restore(old, made);
    return new Outcome.Failed(
        FailureReason.NOT_HEALTHY,
        ("%s of %s failed: the new container did not become ready, %s%s; the old one is back,"
                + " change the manifest")
            .formatted(job.correction().verb(), job.id(), why, words),
        true,
        objectOf(old));
  }

  private EngineObject objectOf(JsonNode old) {
    return new EngineObject(old.path("Id").asText(), job.name());
  }

  /** Removes the new one and brings the old one back, whatever of it is still to be done. */
  private void restore(JsonNode old, String made) {
    String oldId = old.path("Id").asText();
    job.step("bringing the old " + job.name() + " back");
    building.removeQuietly(made);
    JsonNode now = job.engine().container(oldId);
    if (!ContainerJob.nameOf(now).equals(job.name())) {
      job.engine().rename(oldId, job.name());
    }
    if (ContainerJob.isRunning(old)) {
      job.engine().start(oldId);
    }
  }
}
