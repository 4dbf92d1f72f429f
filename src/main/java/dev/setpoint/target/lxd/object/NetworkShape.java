package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.instance.ServerNetwork;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.FieldValue.Entries;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.kind.ServerKind.Place;
import dev.setpoint.target.lxd.write.ConfigFields;
import dev.setpoint.target.lxd.write.Merge;
import dev.setpoint.target.lxd.write.Withdrawn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Networks with their access lists and forwards. */
final class NetworkShape implements Shape {
  private static final String DRIVER = "spec.driver";
  private static final String ACL_KEY = "security.acls";
  private static final FieldValue AUTO = FieldValue.text("auto");
  private static final FieldValue NONE = FieldValue.text("none");

  private final ConfigFields fields;
  private final NetworkParts parts;

  NetworkShape(Ground ground) {
    this.fields = ground.config();
    this.parts = new NetworkParts(ground);
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.NETWORK;
  }

  @Override
  public EntityType type() {
    return EntityType.NETWORK;
  }

  @Override
  public FieldTable table() {
    return FieldTable.of(
        List.of(
            Shape.exact(ConfigFields.DESCRIPTION, Remedy.IN_PLACE),
            Shape.exact(DRIVER, Remedy.REPORT),
            Shape.entries(ConfigFields.CONFIG),
            Shape.entries(NetworkParts.ACLS),
            Shape.entries(NetworkParts.FORWARDS)));
  }

  private static ServerNetwork spec(Manifest manifest) {
    return ((NetworkManifest) manifest).server();
  }

  /** A network uses the access lists that are declared with it, unless it says otherwise. */
  private static Map<String, String> config(ServerNetwork spec) {
    var config = new TreeMap<>(spec.config());
    if (!spec.acls().isEmpty()) {
      config.putIfAbsent(
          ACL_KEY,
          spec.acls().stream().map(ServerNetwork.Acl::name).collect(Collectors.joining(",")));
    }
    return config;
  }

  @Override
  public Fields declared(Manifest manifest) {
    var spec = spec(manifest);
    var found = new TreeMap<String, FieldValue>();
    if (spec.description() != null) {
      found.put(ConfigFields.DESCRIPTION, FieldValue.text(spec.description()));
    }
    found.put(DRIVER, FieldValue.text(((NetworkManifest) manifest).driver()));
    found.put(ConfigFields.CONFIG, fields.config(config(spec)));
    found.put(NetworkParts.ACLS, Rules.acls(spec.acls()));
    found.put(NetworkParts.FORWARDS, Rules.forwards(spec.forwards()));
    return Fields.of(found);
  }

  @Override
  public Fields live(JsonNode json, Fields declared) {
    var found = new TreeMap<String, FieldValue>();
    found.put(ConfigFields.DESCRIPTION, Shape.description(json));
    found.put(DRIVER, FieldValue.text(json.path("type").asText()));
    found.put(ConfigFields.CONFIG, chosen(json, declared));
    found.put(NetworkParts.ACLS, Rules.liveAcls(json.path(NetworkParts.LISTED_ACLS)));
    found.put(NetworkParts.FORWARDS, Rules.liveForwards(json.path(NetworkParts.LISTED_FORWARDS)));
    return Fields.of(found);
  }

  /** Where the choice is left to the server, whatever it chose is as declared. */
  private FieldValue chosen(JsonNode json, Fields declared) {
    FieldValue live = fields.config(ConfigFields.texts(json.path("config")));
    if (!(live instanceof Entries(var there))
        || !(declared.get(ConfigFields.CONFIG).orElse(null) instanceof Entries(var wanted))) {
      return live;
    }
    var chosen = new TreeMap<>(there);
    wanted.forEach((key, value) -> {
      if (value.equals(AUTO) && there.containsKey(key) && !NONE.equals(there.get(key))) {
        chosen.put(key, AUTO);
      }
    });
    return FieldValue.entries(chosen);
  }

  @Override
  public Place placeOf(Manifest manifest) {
    return Place.of(spec(manifest).project());
  }

  @Override
  public String feature() {
    return "features.networks";
  }

  @Override
  public void begin(ObjectNode body, Manifest manifest) {
    body.put("type", ((NetworkManifest) manifest).driver());
    spec(manifest).config().forEach(Merge.object(body, "config")::put);
  }

  @Override
  public void merge(ObjectNode body, Manifest manifest, Withdrawn withdrawn) {
    var spec = spec(manifest);
    var config = config(spec);
    // To choose again would be a change.
    config.entrySet().removeIf(entry -> isChosen(entry, body));
    new Merge(body, withdrawn).description(spec.description()).config(config);
  }

  private static boolean isChosen(Map.Entry<String, String> entry, ObjectNode body) {
    String there = body.path("config").path(entry.getKey()).asText("");
    return entry.getValue().equals("auto") && !there.isEmpty() && !there.equals("none");
  }

  @Override
  public UnaryOperator<JsonNode> completion(Place place) {
    return parts.completion(place.project());
  }

  @Override
  public void before(Work work) {
    parts.writeAcls(work, spec(work.manifest()).acls());
  }

  @Override
  public void after(Work work) {
    parts.writeForwards(work, spec(work.manifest()).forwards());
    parts.removeWithdrawnAcls(work);
  }

  @Override
  public void clear(EntityPath path) {
    parts.removeForwards(path);
  }

  @Override
  public void cleared(EntityPath path, String name) {
    parts.removeAcls(path.project(), name);
  }
}
