package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.instance.fields.ImageLock;
import dev.setpoint.target.lxd.instance.ground.Power;
import dev.setpoint.target.lxd.kind.Live.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an instance: whole and stopped at first, then its files, then it is started. */
final class Making {
  private final Job job;

  Making(Job job) {
    this.job = job;
  }

  /**
   * Makes it under its name.
   *
   * @param setAside a stranger that has the name and makes room, or null
   */
  Outcome apply(@Nullable EngineObject setAside) {
    ImageLock image = new Preflight(job).check();
    if (setAside != null) {
      setAside(setAside);
      if (new Settlement(job).hasOne()) {
        // ours only lost its name: it is not made anew
        return new Settlement(job).apply();
      }
    }
    Optional<Entity> there = job.server().find(job.path());
    if (there.isPresent()) {
      if (job.isOurs(there.get().json())) {
        return new Outcome.Unchanged("it is there already");
      }
      throw job.failure(
          FailureReason.NAME_TAKEN,
          "another instance took the name " + job.name(),
          "rename or remove it");
    }
    job.step("creating " + job.name());
    job.server().create(job.path(), body(image, Role.ITSELF));
    new FilePush(job).push(job.path(), job.spec().files());
    return started(job, job.path(), "created");
  }

  /** The whole declaration as the server wants it. */
  ObjectNode body(ImageLock image, Role role) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", job.spec().type().word());
    body.putObject("source").put("type", "image").put("fingerprint", image.fingerprint());
    String architecture = job.spec().architecture();
    if (architecture != null) {
      body.put("architecture", architecture);
    }
    String description = job.spec().description();
    body.put("description", description == null ? "" : description);
    body.put("ephemeral", job.spec().ephemeral());
    ArrayNode profiles = body.putArray("profiles");
    job.spec().profiles().forEach(profiles::add);
    ObjectNode config = body.putObject("config");
    job.declared().config().forEach(config::put);
    job.marks(role).forEach(config::put);
    config.put(ImageLock.KEY, image.text());
    ObjectNode devices = body.putObject("devices");
    job.spec()
        .devices()
        .forEach((name, device) -> {
          ObjectNode keys = devices.putObject(name);
          device.forEach(keys::put);
        });
    return body;
  }

  private void setAside(EngineObject stranger) {
    var path = EntityPath.instance(job.project(), stranger.name());
    Optional<Entity> there =
        job.server()
            .find(path)
            .filter(entity -> Job.object(entity.json()).engineId().equals(stranger.engineId()));
    if (there.isPresent()) {
      Power.of(job.ground()).stop(path);
      job.server().rename(path, job.beside("-aside-"));
    }
  }

  /** Starts it if it should run, waits until it is ready, and says how that went. */
  static Outcome started(Job job, EntityPath path, String done) {
    if (job.shouldRun()) {
      job.step("starting " + job.name());
      Power.of(job.ground()).start(path);
      Optional<String> why = new Readiness(job).await(path);
      if (why.isPresent()) {
        return new Outcome.Failed(
            why.get().startsWith("it ended")
                ? FailureReason.START_FAILED
                : FailureReason.NOT_HEALTHY,
            "%s of %s failed: %s; correct its image, options or health command"
                .formatted(job.correction().verb(), job.id(), why.get()),
            false,
            Job.object(job.server().get(path).json()));
      }
    }
    return new Outcome.Corrected(Job.object(job.server().get(path).json()), done);
  }
}
