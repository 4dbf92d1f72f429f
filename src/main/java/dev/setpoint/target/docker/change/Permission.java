package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.HostManifest;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.body.ContainerBody;
import dev.setpoint.target.docker.body.ObjectBodies;
import dev.setpoint.target.docker.fields.DeclaredContainer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks before any correction whether a resource is allowed on this machine, with the same bodies
 * that a correction would send.
 */
public final class Permission {
  /** Stands where the id of a correction will be. */
  private static final String NO_OPERATION = "none";

  private final Ground ground;

  /** Permission at one engine. */
  public Permission(Ground ground) {
    this.ground = ground;
  }

  /** Why it is not allowed; empty when it is, or when the engine cannot be asked. */
  public Optional<String> refusal(DesiredResource desired, ResourceInputs inputs) {
    try {
      ask(desired, inputs);
      return Optional.empty();
    } catch (EngineException e) {
      return e.kind() == EngineException.Kind.NOT_ALLOWED
          ? Optional.of(
              "%s: %s; %s".formatted(desired.id(), e.getMessage(), Failures.CHANGE_POLICY))
          : Optional.empty();
    }
  }

  private void ask(DesiredResource desired, ResourceInputs inputs) {
    OwnerMark mark = ground.identity().mark(desired.id(), desired.specDigest());
    switch (desired.manifest()) {
      case ContainerManifest container ->
          container(desired, new DeclaredContainer(container.spec(), inputs), mark);
      case NetworkManifest network ->
          ground
              .engine()
              .allow(Engine.Call.CREATE_NETWORK, ObjectBodies.network(network, mark, NO_OPERATION));
      case VolumeManifest volume ->
          ground
              .engine()
              .allow(Engine.Call.CREATE_VOLUME, ObjectBodies.volume(volume, mark, NO_OPERATION));
      case NodeManifest _,
          PolicyManifest _,
          ServerManifest _,
          HostManifest _,
          HostManifest.Part _ -> {
        // no engine holds them
      }
    }
  }

  private void container(DesiredResource desired, DeclaredContainer declared, OwnerMark mark) {
    if (!declared.missing().isEmpty()) {
      return; // what is missing is said elsewhere
    }
    var body = new ContainerBody(declared, ground.profile());
    var marks = new ContainerBody.Marks(mark, NO_OPERATION, Set.of());
    JsonNode whole = body.create(marks, desired.fields(), Map.of());
    ask(ground.engine(), body, whole);
  }

  /** Asks for a container with all its networks. */
  static void ask(Engine engine, ContainerBody body, JsonNode whole) {
    engine.allow(Engine.Call.CREATE, whole);
    body.further()
        .forEach(
            network -> engine.allowConnect(network.name(), ContainerBody.connect("new", network)));
  }
}
