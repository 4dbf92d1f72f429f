package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.instance.fields.DeclaredInstance;
import dev.setpoint.target.lxd.instance.fields.LiveInstance;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.kind.Live.Role;
import dev.setpoint.target.lxd.kind.Marking;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One correction of one instance, with its declaration and our mark for it. */
record Job(
    Ground ground,
    Correction correction,
    ApplyRequest request,
    DeclaredInstance declared,
    OwnerMark mark) {
  private static final int OPERATION = 8;

  static Job of(Ground ground, Correction correction, ApplyRequest request) {
    DesiredResource desired = request.desired();
    if (desired == null || !(desired.manifest() instanceof ServerManifest manifest)) {
      throw new IllegalArgumentException(correction.verb() + " needs a declared instance");
    }
    return new Job(
        ground,
        correction,
        request,
        DeclaredInstance.of(manifest, request.inputs()),
        ground.identity().mark(correction.id(), desired.specDigest()));
  }

  Server server() {
    return ground.server();
  }

  ResourceId id() {
    return correction.id();
  }

  InstanceSpec spec() {
    return declared.spec();
  }

  String name() {
    return id().name();
  }

  String project() {
    return declared.manifest().project();
  }

  /** Where it is, or is to be. */
  EntityPath path() {
    return EntityPath.instance(project(), name());
  }

  boolean shouldRun() {
    return spec().state() == RunState.RUNNING;
  }

  void step(String sentence) {
    request.progress().step(sentence);
  }

  /** The differences to correct, by path. */
  Map<String, FieldDrift> changes() {
    var changes = new TreeMap<String, FieldDrift>();
    correction.due().changes().forEach(change -> changes.put(change.path(), change));
    return changes;
  }

  /** The keys of our mark. */
  Map<String, String> marks(Role role) {
    return Marking.keys(mark, request.operation(), role);
  }

  /** A name beside its own, for this correction. */
  String beside(String infix) {
    String plain = request.operation().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return name() + infix + plain.substring(Math.max(0, plain.length() - OPERATION));
  }

  /** Whether an instance carries our mark for this resource. */
  boolean isOurs(JsonNode instance) {
    var its = Marking.read(instance.path("config"));
    return its != null && ground.identity().owns(its) && its.resource().equals(id());
  }

  static EngineObject object(JsonNode instance) {
    var live = new LiveInstance(instance);
    return new EngineObject(live.id(), live.name());
  }

  /** The instance that was looked at; fails when another one is there by now. */
  Entity looked(EngineObject object) {
    Optional<Entity> found = server().find(path());
    return found
        .filter(entity -> object(entity.json()).engineId().equals(object.engineId()))
        .orElseThrow(() ->
            failure(
                FailureReason.STATE_UNKNOWN,
                found.isEmpty()
                    ? "the instance went away after it was looked at"
                    : "another instance has the name than the one that was looked at",
                "nothing: the next look decides anew"));
  }

  ChangeFailure failure(FailureReason reason, String why, String remedy) {
    return new ChangeFailure(Failures.failed(reason, correction.verb(), id(), why, remedy));
  }

  void pause() {
    try {
      ground.pause().pause(ground.limits().poll());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(
          FailureReason.INTERRUPTED, "we are being stopped", "nothing: the next start goes on");
    }
  }
}
