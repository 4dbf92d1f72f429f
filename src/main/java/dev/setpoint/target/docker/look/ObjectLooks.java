package dev.setpoint.target.docker.look;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.Identity;
import dev.setpoint.target.docker.fields.LiveContainer;
import dev.setpoint.target.docker.fields.LiveObject;
import dev.setpoint.target.docker.fields.OwnerLabels;
import dev.setpoint.target.docker.fields.Rows;
import java.util.List;
import java.util.Optional;

/** Reads networks and volumes, whose lists already tell everything. */
public final class ObjectLooks {
  private final Rows rows;
  private final Identity identity;

  ObjectLooks(Rows rows, Identity identity) {
    this.rows = rows;
    this.identity = identity;
  }

  /** The object of a resource's name among those that the engine has. */
  Optional<ObservedResource.Present> find(ResourceId id, List<JsonNode> all, Fields declared) {
    return all.stream()
        .filter(json -> json.path("Name").asText().equals(id.name()))
        .findFirst()
        .map(json -> present(id, json, declared));
  }

  /** Those with our mark for other resources than the ones declared. */
  List<ObservedResource.Present> marked(List<JsonNode> all, ResourceKind kind) {
    return all.stream()
        .flatMap(json ->
            owner(json).stream()
                .filter(mark -> identity.owns(mark) && mark.resource().kind() == kind)
                .map(mark -> present(mark.resource(), json, Fields.none())))
        .toList();
  }

  private static Optional<OwnerMark> owner(JsonNode json) {
    return OwnerLabels.read(LiveContainer.labelsIn(json));
  }

  private ObservedResource.Present present(ResourceId id, JsonNode json, Fields declared) {
    var live = new LiveObject(json, declared, rows.profile());
    Fields fields =
        id.kind() == ResourceKind.VOLUME ? rows.liveVolume(live) : rows.liveNetwork(live);
    return new ObservedResource.Present(
        id,
        object(json),
        owner(json).orElse(null),
        fields,
        Fields.none(),
        Condition.still(),
        List.of());
  }

  /**
   * The object. Volumes have no id of their own, and what Docker calls the time of their creation
   * moves with each file written into them; so the correction that made one of ours tells it from
   * others of its name.
   */
  public static EngineObject object(JsonNode json) {
    String name = json.path("Name").asText();
    String id = json.path("Id").asText();
    String operation = json.path("Labels").path(OwnerLabels.OPERATION).asText("none");
    return new EngineObject(id.isEmpty() ? name + "@" + operation : id, name);
  }
}
