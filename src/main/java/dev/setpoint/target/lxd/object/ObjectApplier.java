package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.kind.Live;
import dev.setpoint.target.lxd.kind.Marking;
import dev.setpoint.target.lxd.kind.ServerKind.Place;
import dev.setpoint.target.lxd.write.Merge;
import dev.setpoint.target.lxd.write.Refusal;
import dev.setpoint.target.lxd.write.Withdrawn;
import dev.setpoint.target.lxd.write.Writes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does corrections of objects. */
final class ObjectApplier {
  private final Ground ground;
  private final Shape shape;

  ObjectApplier(Ground ground, Shape shape) {
    this.ground = ground;
    this.shape = shape;
  }

  Outcome apply(Correction correction, ApplyRequest request) {
    String target = ground.identity().target();
    return Refusal.of(correction, target, () -> attempt(correction, request));
  }

  private Outcome attempt(Correction correction, ApplyRequest request) {
    return switch (correction) {
      case Correction.Create _ -> create(correction, request);
      case Correction.Update(_, var object) -> update(correction, request, object);
      // Only what is withdrawn leads here, and all of that can be taken out of a living one.
      case Correction.Replace(_, var object) -> update(correction, request, object);
      case Correction.Adopt(_, var object) -> adopt(correction, request, object);
      case Correction.Prune(_, var object) -> prune(correction, object);
      case Correction.Settle _ -> new Outcome.Unchanged("nothing was left over");
      case Correction.Restart _,
          Correction.Start _,
          Correction.Stop _,
          Correction.Rollback _,
          Correction.Reset _ ->
          throw Refusal.neverRuns();
    };
  }

  private Outcome create(Correction correction, ApplyRequest request) {
    var desired = request.declared();
    Place place = shape.placeOf(desired.manifest());
    EntityPath path = ObjectIds.path(shape.type(), place, correction.id().name());
    Entity there = ground.server().find(path).orElse(null);
    if (there != null) {
      return alreadyThere(correction, place, there.json());
    }
    request.progress().step("creating " + correction.id());
    var work =
        new Work(
            path,
            desired.manifest(),
            Marking.keys(mark(correction, desired), request.operation(), Live.Role.ITSELF),
            Withdrawn.NOTHING);
    shape.before(work);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    shape.begin(body, desired.manifest());
    shape.merge(body, desired.manifest(), Withdrawn.NOTHING);
    work.marks().forEach(Merge.object(body, "config")::put);
    ground.server().create(path, body);
    shape.after(work);
    return new Outcome.Corrected(object(place, path), "created");
  }

  /** What an interrupted creation left is complete but for what lies below it. */
  private Outcome alreadyThere(Correction correction, Place place, JsonNode json) {
    if (isOurs(correction, json)) {
      String name = correction.id().name();
      return new Outcome.Corrected(
          new EngineObject(ObjectIds.of(place, name, json), name), "it was there already");
    }
    throw new Refusal(
        FailureReason.NAME_TAKEN,
        "something that is not ours has its name",
        "rename or remove it, or declare adopt: true");
  }

  private OwnerMark mark(Correction correction, DesiredResource desired) {
    return ground.identity().mark(correction.id(), desired.specDigest());
  }

  private Outcome update(Correction correction, ApplyRequest request, EngineObject object) {
    var desired = request.declared();
    Place place = ObjectIds.place(object);
    EntityPath path = pathOf(object);
    requireSame(path, place, object);
    request.progress().step("changing " + correction.id());
    var work =
        new Work(path, desired.manifest(), marks(correction, request), Withdrawn.by(correction));
    shape.before(work);
    Writes.change(
        ground.server(),
        path,
        body -> {
          shape.merge(body, desired.manifest(), work.withdrawn());
          work.marks().forEach(Merge.object(body, "config")::put);
          keepOperation(body, object);
        });
    shape.after(work);
    return new Outcome.Corrected(object(place, path), "changed in place");
  }

  private Map<String, String> marks(Correction correction, ApplyRequest request) {
    return Marking.keys(
        mark(correction, request.declared()), request.operation(), Live.Role.ITSELF);
  }

  /** The correction that made it stays its name, so that it remains the object on record. */
  private static void keepOperation(ObjectNode body, EngineObject object) {
    String which = object.engineId().substring(object.engineId().lastIndexOf('@') + 1);
    ObjectNode config = Merge.object(body, "config");
    if (!which.isEmpty()) {
      config.put(Marking.PREFIX + "operation", which);
    }
  }

  private Outcome adopt(Correction correction, ApplyRequest request, EngineObject object) {
    Place place = ObjectIds.place(object);
    EntityPath path = pathOf(object);
    requireSame(path, place, object);
    var marks = marks(correction, request);
    Writes.change(ground.server(), path, body -> marks.forEach(Merge.object(body, "config")::put));
    return new Outcome.Corrected(object(place, path), "taken over as it is");
  }

  private Outcome prune(Correction correction, EngineObject object) {
    EntityPath path = pathOf(object);
    Entity there = ground.server().find(path).orElse(null);
    if (there == null || !isSame(there.json(), ObjectIds.place(object), object)) {
      return new Outcome.Unchanged("it was gone already");
    }
    if (!isOurs(correction, there.json())) {
      throw new Refusal(
          FailureReason.NOT_PROVABLY_OURS,
          "it does not carry this installation's mark",
          "remove it by hand if it is not wanted");
    }
    shape.clear(path);
    ground.server().delete(path);
    shape.cleared(path, correction.id().name());
    return new Outcome.Corrected(null, "removed");
  }

  private boolean isOurs(Correction correction, JsonNode json) {
    @Nullable OwnerMark mark = Marking.read(json.path("config"));
    return mark != null && ground.identity().owns(mark) && mark.resource().equals(correction.id());
  }

  private void requireSame(EntityPath path, Place place, EngineObject object) {
    if (!isSame(ground.server().get(path).json(), place, object)) {
      throw new Refusal(
          FailureReason.STATE_UNKNOWN,
          "what has its name is another one than was looked at",
          "nothing: the next look decides anew");
    }
  }

  private static boolean isSame(JsonNode json, Place place, EngineObject object) {
    return ObjectIds.of(place, object.name(), json).equals(object.engineId());
  }

  private EntityPath pathOf(EngineObject object) {
    return ObjectIds.path(shape.type(), ObjectIds.place(object), object.name());
  }

  private EngineObject object(Place place, EntityPath path) {
    return new EngineObject(
        ObjectIds.of(place, path.name(), ground.server().get(path).json()), path.name());
  }
}
