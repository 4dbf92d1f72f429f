package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.body.ContainerBody;
import dev.setpoint.target.docker.fields.DeclaredContainer;
import dev.setpoint.target.docker.fields.LiveContainer;
import dev.setpoint.target.docker.fields.OwnerLabels;
import dev.setpoint.target.docker.look.Names;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One correction of one declared container, with the calls that several corrections need.
 *
 * @param ground what all corrections share
 * @param correction what is to be done
 * @param request how it should be
 * @param declared the declaration with its inputs
 */
record ContainerJob(
    Ground ground, Correction correction, ApplyRequest request, DeclaredContainer declared) {
  /** So many may be taken by others before a correction gives up. */
  private static final int TEMPORARY_NAMES = 5;

  static ContainerJob of(Ground ground, Correction correction, ApplyRequest request) {
    if (request.desired() != null
        && request.desired().manifest() instanceof ContainerManifest manifest) {
      var declared = new DeclaredContainer(manifest.spec(), request.inputs());
      return new ContainerJob(ground, correction, request, declared);
    }
    throw new IllegalArgumentException(
        correction.verb() + " of " + correction.id() + " needs the container's declaration");
  }

  Engine engine() {
    return ground.engine();
  }

  ContainerSpec spec() {
    return declared.spec();
  }

  ResourceId id() {
    return correction.id();
  }

  String name() {
    return id().name();
  }

  void step(String sentence) {
    request.progress().step(sentence);
  }

  ContainerBody body() {
    return new ContainerBody(declared, ground.profile());
  }

  boolean shouldRun() {
    return spec().oneShot() || spec().state() == ContainerSpec.RunState.RUNNING;
  }

  Duration grace() {
    Duration declaredGrace = spec().process().stopGrace();
    return declaredGrace == null ? ground.limits().grace() : declaredGrace;
  }

  /**
   * A temporary name that nobody has: somebody may stand under the first ones, by chance or on
   * purpose, and is never touched. The last one is taken as it is, and the engine refuses it.
   */
  String free(String temporary) {
    for (int attempt = 0; attempt < TEMPORARY_NAMES; attempt++) {
      String name = Names.further(temporary, attempt);
      if (find(name).isEmpty()) {
        return name;
      }
    }
    return temporary;
  }

  /** The container of a name or id; empty when there is none. */
  Optional<JsonNode> find(String nameOrId) {
    try {
      JsonNode inspect = engine().container(nameOrId);
      // Engines also find containers by the beginning of an id.
      return nameOf(inspect).equals(nameOrId) || inspect.path("Id").asText().equals(nameOrId)
          ? Optional.of(inspect)
          : Optional.empty();
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Whether a container carries this installation's mark for this resource, or nobody's mark and is
   * the very one that the correction is about: what was adopted carries none, since labels cannot
   * be added later.
   */
  boolean isOurs(JsonNode inspect) {
    var labels =
        LiveContainer.labelsIn(ground.looks().images().config(inspect.path("Image").asText()));
    return OwnerLabels.readUnlessOfImage(LiveContainer.labelsIn(inspect.path("Config")), labels)
        .map(mark -> ground.identity().owns(mark) && mark.resource().equals(id()))
        .orElseGet(() -> inspect.path("Id").asText().equals(objectId()));
  }

  private @Nullable String objectId() {
    return switch (correction) {
      case Correction.Update(_, var object) -> object.engineId();
      case Correction.Replace(_, var object) -> object.engineId();
      case Correction.Restart(_, var object) -> object.engineId();
      case Correction.Start(_, var object) -> object.engineId();
      case Correction.Stop(_, var object) -> object.engineId();
      case Correction.Adopt(_, var object) -> object.engineId();
      case Correction.Reset(_, var object, _, _) -> object.engineId();
      // The object of a creation is a stranger; what is to be removed or settled must be marked.
      case Correction.Create _, Correction.Prune _, Correction.Settle _, Correction.Rollback _ ->
          null;
    };
  }

  static String nameOf(JsonNode inspect) {
    String name = inspect.path("Name").asText();
    return name.startsWith("/") ? name.substring(1) : name;
  }

  static EngineObject object(JsonNode inspect) {
    return new EngineObject(inspect.path("Id").asText(), nameOf(inspect));
  }

  static boolean isRunning(JsonNode inspect) {
    return inspect.path("State").path("Running").asBoolean();
  }

  /** Waits until it is worth to look again. */
  void pause() {
    try {
      ground.pause().pause(ground.limits().poll());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw failure(
          FailureReason.INTERRUPTED,
          "Setpoint was stopped while it waited",
          "nothing: the next start settles it");
    }
  }

  ChangeFailure failure(FailureReason reason, String why, String remedy) {
    return new ChangeFailure(Failures.failed(reason, correction.verb(), id(), why, remedy));
  }
}
