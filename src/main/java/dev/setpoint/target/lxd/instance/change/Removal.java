package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.instance.fields.LiveInstance;
import dev.setpoint.target.lxd.instance.ground.Busy;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.instance.ground.Power;
import dev.setpoint.target.lxd.instance.ground.Writing;
import dev.setpoint.target.lxd.kind.Marking;
import java.util.List;
import java.util.Optional;

/**
 * Removes an instance that is ours and no longer declared, with what is kept of it as a way back.
 */
record Removal(Ground ground, Correction correction) {
  private static final String PROTECTED = "security.protection.delete";

  Outcome apply(EngineObject object) {
    List<JsonNode> all = ground.server().list(EntityType.INSTANCE, EntityPath.ALL_PROJECTS);
    Optional<JsonNode> found =
        all.stream()
            .filter(each -> Job.object(each).engineId().equals(object.engineId()))
            .findFirst();
    if (found.isEmpty()) {
      return new Outcome.Unchanged("it was gone already");
    }
    if (!isOurs(found.get())) {
      throw new ChangeFailure(
          Failures.failed(
              FailureReason.NOT_PROVABLY_OURS,
              correction.verb(),
              correction.id(),
              "the instance does not carry this installation's mark",
              "remove it by hand if it is not wanted"));
    }
    String project = project(found.get());
    remove(found.get());
    all.stream()
        .filter(each -> !Job.object(each).engineId().equals(object.engineId()))
        .filter(each -> project(each).equals(project) && isOurs(each))
        .forEach(this::remove);
    return new Outcome.Corrected(null, "stopped and removed; its custom volumes stay");
  }

  private boolean isOurs(JsonNode instance) {
    var mark = Marking.read(instance.path("config"));
    return mark != null && ground.identity().owns(mark) && mark.resource().equals(correction.id());
  }

  private static String project(JsonNode instance) {
    return instance.path("project").asText(EntityPath.DEFAULT_PROJECT);
  }

  private void remove(JsonNode instance) {
    remove(EntityPath.instance(project(instance), new LiveInstance(instance).name()));
  }

  /** The server's own guard against removal is taken away only here, where it is due. */
  void remove(EntityPath path) {
    Writing.of(ground)
        .write(
            path,
            body -> {
              var config = Writing.object(body, "config");
              if (config.has(PROTECTED)) {
                config.put(PROTECTED, "false");
              }
            });
    boolean ephemeral = ground.server().get(path).json().path("ephemeral").asBoolean();
    Power.of(ground).stop(path);
    if (!ephemeral || ground.server().find(path).isPresent()) {
      Busy.wait(ground, () -> ground.server().delete(path));
    }
  }
}
