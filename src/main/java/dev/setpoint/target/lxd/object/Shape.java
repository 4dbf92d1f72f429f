package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.kind.ServerKind.Place;
import dev.setpoint.target.lxd.write.Withdrawn;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What is special to one kind. */
interface Shape {
  ResourceKind kind();

  EntityType type();

  FieldTable table();

  /** The declared fields in normal form. */
  Fields declared(Manifest manifest);

  /** Fields that are corrected in another way than the table says. */
  default Map<String, Remedy> remedies(Manifest manifest) {
    return Map.of();
  }

  /**
   * All fields of a live one.
   *
   * @param declared to read spellings that only the server can tell apart; may be none
   */
  Fields live(JsonNode json, Fields declared);

  Place placeOf(Manifest manifest);

  /** Feature of a project that gives it such things of its own; empty when no project has any. */
  String feature();

  /** What can only be said when it is made. */
  void begin(ObjectNode body, Manifest manifest);

  /** Puts the declaration into a body. */
  void merge(ObjectNode body, Manifest manifest, Withdrawn withdrawn);

  /** What else belongs to a listed one, such as the forwards of a network. */
  default UnaryOperator<JsonNode> completion(Place place) {
    return UnaryOperator.identity();
  }

  /** Makes what it needs, before it is written. */
  default void before(Work work) {}

  /** Makes what lies below it, and takes away what does not any more. */
  default void after(Work work) {}

  /** Takes away what lies below it, before it is removed. */
  default void clear(EntityPath path) {}

  /** Takes away what it needed, after it is removed. */
  default void cleared(EntityPath path, String name) {}

  /** A scalar of a table. */
  static FieldTable.Rule exact(String path, Remedy remedy) {
    return new FieldTable.Rule(path, FieldTable.Match.EXACT, remedy, "config");
  }

  /** Named values of a table, beside which others may be. */
  static FieldTable.Rule entries(String path) {
    return new FieldTable.Rule(path, FieldTable.Match.ALLOW_MORE, Remedy.IN_PLACE, "config");
  }

  /** The description of a live one. */
  static FieldValue description(JsonNode json) {
    return FieldValue.text(json.path("description").asText(""));
  }
}
