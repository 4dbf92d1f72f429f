package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.body.ObjectBodies;
import dev.setpoint.target.docker.fields.LiveContainer;
import dev.setpoint.target.docker.fields.OwnerLabels;
import dev.setpoint.target.docker.look.ObjectLooks;
import java.util.List;
import java.util.Optional;

/** Does corrections of networks and volumes. */
final class ObjectApplier {
  /** An interface that goes just now is gone at the next look. */
  private static final int TRIES = 4;

  private final Ground ground;

  ObjectApplier(Ground ground) {
    this.ground = ground;
  }

  Outcome apply(Correction correction, ApplyRequest request) {
    return switch (correction) {
      case Correction.Create _ -> create(correction, request);
      case Correction.Replace(_, var object) -> replace(correction, request, object);
      case Correction.Prune(_, var object) -> prune(correction, object);
      case Correction.Adopt _ -> adopt(correction);
      case Correction.Settle _ -> new Outcome.Unchanged("nothing was left over");
      case Correction.Update _,
          Correction.Restart _,
          Correction.Start _,
          Correction.Stop _,
          Correction.Rollback _,
          Correction.Reset _ ->
          throw failure(
              correction,
              FailureReason.NOT_SUPPORTED,
              "an engine changes nothing of it while it lives",
              "nothing: this should not have been planned");
    };
  }

  private Outcome create(Correction correction, ApplyRequest request) {
    if (find(correction).isPresent()) {
      return new Outcome.Unchanged("it is there already");
    }
    make(correction, request);
    return new Outcome.Corrected(object(correction), "created");
  }

  /** A call that makes something, and what it makes it from. */
  private record Making(Engine.Call call, ObjectNode body) {}

  private void make(Correction correction, ApplyRequest request) {
    Making making = making(correction, request);
    request.progress().step("creating " + correction.id());
    if (making.call() == Engine.Call.CREATE_NETWORK) {
      makeNetwork(making.body());
    } else {
      ground.engine().createVolume(making.body());
    }
  }

  /**
   * Podman lists the interfaces of the machine to find a free range, and its language's library
   * fails when one goes while it looks (net.Interfaces: "route ip+net: no such network interface").
   * Nothing was made then.
   */
  private void makeNetwork(ObjectNode body) {
    for (int left = TRIES; ; left--) {
      try {
        ground.engine().createNetwork(body);
        return;
      } catch (EngineException e) {
        if (left == 1 || !String.valueOf(e.getMessage()).contains("no such network interface")) {
          throw e;
        }
      }
    }
  }

  private Making making(Correction correction, ApplyRequest request) {
    DesiredResource desired = request.desired();
    if (desired == null) {
      throw new IllegalArgumentException(correction.verb() + " needs a declaration");
    }
    var mark = ground.identity().mark(correction.id(), desired.specDigest());
    Manifest manifest = desired.manifest();
    if (manifest instanceof NetworkManifest network) {
      return new Making(
          Engine.Call.CREATE_NETWORK, ObjectBodies.network(network, mark, request.operation()));
    } else if (manifest instanceof VolumeManifest volume) {
      return new Making(
          Engine.Call.CREATE_VOLUME, ObjectBodies.volume(volume, mark, request.operation()));
    } else {
      throw new IllegalArgumentException(correction.id() + " is neither network nor volume");
    }
  }

  private Outcome replace(Correction correction, ApplyRequest request, EngineObject object) {
    if (correction.id().kind() != ResourceKind.NETWORK) {
      throw failure(
          correction,
          FailureReason.NEEDS_HUMAN,
          "a volume is never replaced, its data would be lost",
          "move the data by hand, or declare it as it is");
    }
    if (find(correction)
        .filter(json -> objectOf(json).engineId().equals(object.engineId()))
        .isEmpty()) {
      throw failure(
          correction,
          FailureReason.STATE_UNKNOWN,
          "the network under the name is another one than was looked at",
          "nothing: the next look decides anew");
    }
    Making making = making(correction, request);
    ground.engine().allow(making.call(), making.body());
    return new NetworkReplacement(ground, correction)
        .apply(object, () -> make(correction, request), () -> object(correction));
  }

  private Outcome prune(Correction correction, EngineObject object) {
    Optional<JsonNode> live =
        find(correction).filter(json -> objectOf(json).engineId().equals(object.engineId()));
    if (live.isEmpty()) {
      return new Outcome.Unchanged("it was gone already");
    }
    boolean ours =
        OwnerLabels.read(LiveContainer.labelsIn(live.get()))
            .filter(ground.identity()::owns)
            .filter(mark -> mark.resource().equals(correction.id()))
            .isPresent();
    if (!ours) {
      throw failure(
          correction,
          FailureReason.NOT_PROVABLY_OURS,
          "it does not carry this installation's mark",
          "remove it by hand if it is not wanted");
    }
    remove(correction);
    return new Outcome.Corrected(null, "removed");
  }

  private void remove(Correction correction) {
    try {
      if (correction.id().kind() == ResourceKind.NETWORK) {
        ground.engine().removeNetwork(correction.id().name());
      } else {
        ground.engine().removeVolume(correction.id().name());
      }
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND) {
        return;
      }
      throw e;
    }
  }

  private Outcome adopt(Correction correction) {
    return find(correction)
        .<Outcome>map(json -> new Outcome.Corrected(objectOf(json), "taken over as it is"))
        .orElseThrow(() ->
            failure(
                correction,
                FailureReason.STATE_UNKNOWN,
                "it went away after it was looked at",
                "nothing: the next look decides anew"));
  }

  private Optional<JsonNode> find(Correction correction) {
    List<JsonNode> all =
        correction.id().kind() == ResourceKind.NETWORK
            ? ground.engine().networks()
            : ground.engine().volumes();
    return all.stream()
        .filter(json -> json.path("Name").asText().equals(correction.id().name()))
        .findFirst();
  }

  private EngineObject object(Correction correction) {
    return find(correction)
        .map(ObjectApplier::objectOf)
        .orElseThrow(() ->
            failure(
                correction,
                FailureReason.TARGET_REFUSED,
                "the engine said that it made it, but does not list it",
                "check the engine's own log"));
  }

  private static EngineObject objectOf(JsonNode json) {
    return ObjectLooks.object(json);
  }

  private static ChangeFailure failure(
      Correction correction, FailureReason reason, String why, String remedy) {
    return new ChangeFailure(
        Failures.failed(reason, correction.verb(), correction.id(), why, remedy));
  }
}
