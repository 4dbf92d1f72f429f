package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.kind.Live;
import dev.setpoint.target.lxd.kind.Marking;
import dev.setpoint.target.lxd.kind.ServerKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind whose objects have a configuration, and all of whose fields change while it lives. */
final class ObjectKind implements ServerKind {
  private final Ground ground;
  private final Shape shape;
  private final ObjectApplier applier;

  ObjectKind(Ground ground, Shape shape) {
    this.ground = ground;
    this.shape = shape;
    this.applier = new ObjectApplier(ground, shape);
  }

  @Override
  public ResourceKind kind() {
    return shape.kind();
  }

  @Override
  public FieldTable table() {
    return shape.table();
  }

  @Override
  public Description describe(Manifest manifest, ResourceInputs inputs) {
    return new Description(shape.declared(manifest), shape.remedies(manifest), Needs.of(manifest));
  }

  @Override
  public Place placeOf(Manifest manifest) {
    return shape.placeOf(manifest);
  }

  @Override
  public Set<Place> places() {
    var projects = new ArrayList<String>();
    if (shape.feature().isEmpty()) {
      projects.add(EntityPath.DEFAULT_PROJECT);
    } else {
      ground.server().list(EntityType.PROJECT, EntityPath.DEFAULT_PROJECT).stream()
          .filter(project -> hasOwn(project, shape.feature()))
          .forEach(project -> projects.add(project.path("name").asText()));
    }
    var places = new LinkedHashSet<Place>();
    for (String project : projects) {
      if (shape.type() == EntityType.VOLUME) {
        ground
            .server()
            .list(EntityType.POOL, EntityPath.DEFAULT_PROJECT)
            .forEach(pool -> places.add(new Place(project, pool.path("name").asText())));
      } else {
        places.add(Place.of(project));
      }
    }
    return places;
  }

  static boolean hasOwn(JsonNode project, String feature) {
    return project.path("name").asText().equals(EntityPath.DEFAULT_PROJECT)
        || project.path("config").path(feature).asText().equals("true");
  }

  @Override
  public List<Live> look(Place place, Set<String> only) {
    var completion = shape.completion(place);
    var parents = shape.type() == EntityType.VOLUME ? List.of(place.pool()) : List.<String>of();
    return ground
        .server()
        .list(shape.type(), place.project(), parents.toArray(String[]::new))
        .stream()
        .filter(json -> only.isEmpty() || only.contains(json.path("name").asText()))
        .filter(json -> shape.type() != EntityType.VOLUME || isCustom(json))
        .map(completion)
        .map(json -> live(place, json))
        .toList();
  }

  private static boolean isCustom(JsonNode volume) {
    return volume.path("type").asText("custom").equals("custom")
        && !volume.path("name").asText().contains("/");
  }

  private static Live live(Place place, JsonNode json) {
    var config = json.path("config");
    ObjectNode named = json.deepCopy();
    named.put("setpoint.project", place.project()).put("setpoint.pool", place.pool());
    return new Live(json.path("name").asText(), Marking.read(config), Marking.role(config), named);
  }

  @Override
  public Present read(ResourceId id, Live live, @Nullable DesiredResource desired) {
    var declared = desired == null ? Fields.none() : desired.fields();
    var json = live.json();
    var place =
        new Place(json.path("setpoint.project").asText(), json.path("setpoint.pool").asText(""));
    return new Present(
        id,
        new EngineObject(ObjectIds.of(place, live.name(), json), live.name()),
        live.mark(),
        shape.live(json, declared),
        Fields.none(),
        Condition.still(),
        List.of());
  }

  @Override
  public Outcome apply(Correction correction, ApplyRequest request) {
    return applier.apply(correction, request);
  }
}
