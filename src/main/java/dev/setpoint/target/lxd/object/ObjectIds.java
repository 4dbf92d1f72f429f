package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.kind.Marking;
import dev.setpoint.target.lxd.kind.ServerKind.Place;

/**
 * Ids of what a server gives none: where it is and what it is called, and which one of that name,
 * by the correction that made it or the time of its making.
 */
final class ObjectIds {
  private ObjectIds() {}

  /** {@code default/local/data@op-17}; without the pool for what is in none. */
  static String of(Place place, String name, JsonNode json) {
    String operation = Marking.operation(json.path("config"));
    String which = operation.isEmpty() ? json.path("created_at").asText("") : operation;
    String pool = place.pool().isEmpty() ? "" : place.pool() + "/";
    return "%s/%s%s@%s".formatted(place.project(), pool, name, which);
  }

  /** Where an object is. */
  static Place place(EngineObject object) {
    String path = object.engineId().substring(0, object.engineId().lastIndexOf('@'));
    String[] steps = path.split("/", -1);
    return steps.length > 2 ? new Place(steps[0], steps[1]) : Place.of(steps[0]);
  }

  static EntityPath path(EntityType type, Place place, String name) {
    return switch (type) {
      case VOLUME -> EntityPath.volume(place.project(), place.pool(), name);
      case POOL -> EntityPath.pool(name);
      case PROJECT -> EntityPath.project(name);
      default -> EntityPath.of(type, place.project(), name);
    };
  }
}
