package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.ImageSpec;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Match;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldTable.Rule;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.kind.Live;
import dev.setpoint.target.lxd.kind.Live.Role;
import dev.setpoint.target.lxd.kind.Marking;
import dev.setpoint.target.lxd.kind.ServerKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Images of a server. An image never changes: a declaration that leads to another one is a
 * replacement, after which the former one stays as long as it is to be kept. Marks are properties.
 */
final class ImageKind implements ServerKind {
  static final String ALIASES = "spec.aliases";
  static final String SOURCE = "spec.source";
  static final String UPDATES = "spec.autoUpdate";

  /** Property that says what an image was fetched or made from. */
  static final String SOURCE_KEY = Marking.PREFIX + "source";

  private static final String IMAGE_GROUP = "image";

  private final Ground ground;
  private final ImageApplier applier;

  ImageKind(Ground ground) {
    this.ground = ground;
    this.applier = new ImageApplier(ground);
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.IMAGE;
  }

  @Override
  public FieldTable table() {
    return FieldTable.of(
        List.of(
            new Rule(ALIASES, Match.ALLOW_MORE, Remedy.IN_PLACE, IMAGE_GROUP),
            new Rule(SOURCE, Match.EXACT, Remedy.REPLACE, IMAGE_GROUP),
            new Rule(UPDATES, Match.EXACT, Remedy.IN_PLACE, IMAGE_GROUP)));
  }

  static ImageSpec spec(Manifest manifest) {
    return (ImageSpec) ((ServerManifest) manifest).spec();
  }

  @Override
  public Description describe(Manifest manifest, ResourceInputs inputs) {
    var spec = spec(manifest);
    var fields = new TreeMap<String, FieldValue>();
    fields.put(ALIASES, FieldValue.members(spec.aliases(manifest.id().name())));
    fields.put(SOURCE, FieldValue.text(Sources.words(spec.origin())));
    fields.put(UPDATES, FieldValue.text(false));
    return new Description(Fields.of(fields), Map.of(), Needs.of(manifest));
  }

  @Override
  public Place placeOf(Manifest manifest) {
    return Place.of(((ServerManifest) manifest).project());
  }

  @Override
  public Set<Place> places() {
    var places = new LinkedHashSet<Place>();
    ground.server().list(EntityType.PROJECT, EntityPath.DEFAULT_PROJECT).stream()
        .filter(project -> ObjectKind.hasOwn(project, "features.images"))
        .forEach(project -> places.add(Place.of(project.path("name").asText())));
    return places;
  }

  /** One that is marked goes by its resource's name, any other one by each of its aliases. */
  @Override
  public List<Live> look(Place place, Set<String> only) {
    var strangers = new ArrayList<Live>();
    var ours = new ArrayList<Live>();
    for (JsonNode json : ground.server().list(EntityType.IMAGE, place.project())) {
      JsonNode properties = json.path("properties");
      OwnerMark mark = Marking.read(properties);
      Role role = Marking.role(properties);
      JsonNode placed = ((ObjectNode) json.deepCopy()).put("setpoint.project", place.project());
      if (mark == null) {
        aliases(json).forEach(alias -> strangers.add(new Live(alias, null, role, placed)));
      } else if (role == Role.ITSELF) {
        ours.add(new Live(mark.resource().name(), mark, role, placed));
      } else {
        ours.add(new Live(json.path("fingerprint").asText(), mark, role, placed));
      }
    }
    // The last one of a name counts.
    strangers.addAll(ours);
    return strangers.stream().filter(live -> only.isEmpty() || only.contains(live.name())).toList();
  }

  static Set<String> aliases(JsonNode image) {
    var names = new TreeSet<String>();
    image.path("aliases").forEach(alias -> names.add(alias.path("name").asText()));
    return names;
  }

  @Override
  public Present read(ResourceId id, Live live, @Nullable DesiredResource desired) {
    JsonNode json = live.json();
    var fields = new TreeMap<String, FieldValue>();
    fields.put(ALIASES, FieldValue.members(aliases(json)));
    fields.put(UPDATES, FieldValue.text(json.path("auto_update").asBoolean()));
    String source = json.path("properties").path(SOURCE_KEY).asText("");
    if (!source.isEmpty()) {
      fields.put(SOURCE, FieldValue.text(source));
    }
    return new Present(
        id,
        object(json.path("setpoint.project").asText(), live.name(), json),
        live.mark(),
        Fields.of(fields),
        Fields.none(),
        Condition.still(),
        List.of());
  }

  /** An image is known by its fingerprint. */
  static EngineObject object(String project, String name, JsonNode json) {
    return new EngineObject(project + "/" + json.path("fingerprint").asText(), name);
  }

  @Override
  public Outcome apply(Correction correction, ApplyRequest request) {
    return applier.apply(correction, request);
  }
}
