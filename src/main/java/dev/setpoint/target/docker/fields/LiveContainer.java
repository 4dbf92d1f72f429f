package dev.setpoint.target.docker.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A live container as its engine reports it, and what is needed to read it in the terms of its
 * declaration.
 *
 * @param inspect the engine's whole answer
 * @param image configuration of its image; a missing node when the engine no longer has it
 * @param facts what was found out by further calls
 * @param declared the declaration's fields; none for an object that nobody declares
 * @param hider hides secrets
 */
public record LiveContainer(
    JsonNode inspect, JsonNode image, Facts facts, Fields declared, Hider hider) {
  /**
   * What the inspection does not tell.
   *
   * @param profile kind of engine
   * @param defaultNetwork the engine's own name of the network that is called bridge
   * @param imageText the image as it is compared
   * @param files files of the declaration, by path, as they are compared
   * @param ownCapabilities those that the engine gives every container, where it reports what a
   *     container has; else none
   */
  public record Facts(
      Profile profile,
      String defaultNetwork,
      String imageText,
      Map<String, FieldValue> files,
      Set<String> ownCapabilities) {
    public Facts {
      files = Map.copyOf(files);
      ownCapabilities = Set.copyOf(ownCapabilities);
    }
  }

  /** Its id. */
  public String id() {
    return inspect.path("Id").asText();
  }

  /** Its name without the leading slash. */
  public String name() {
    String name = inspect.path("Name").asText();
    return name.startsWith("/") ? name.substring(1) : name;
  }

  /** Its labels, the image's among them. */
  public Map<String, String> labels() {
    return labelsIn(config());
  }

  /** The labels in a configuration, of a container, an image or another object. */
  public static Map<String, String> labelsIn(JsonNode config) {
    return strings(config.path("Labels"));
  }

  JsonNode config() {
    return inspect.path("Config");
  }

  JsonNode host() {
    return inspect.path("HostConfig");
  }

  JsonNode state() {
    return inspect.path("State");
  }

  /** What is declared at a path of this container. */
  Optional<FieldValue> declaredAt(String path) {
    return declared.get(path);
  }

  /** The declared members of a set; none when it is not declared. */
  Set<String> declaredMembers(String path) {
    return declaredAt(path).orElse(null) instanceof FieldValue.Members(var members)
        ? Set.copyOf(members)
        : Set.of();
  }

  /** The members of a set that it was made from; the declared ones when nobody noted them. */
  Set<String> madeMembers(String path) {
    return declaredAt(path).map(declared -> Echo.read(this, path, declared)).orElse(null)
            instanceof FieldValue.Members(var members)
        ? Set.copyOf(members)
        : Set.of();
  }

  /** What the engine gave every container when it made this one, as far as that was noted. */
  Set<String> ownCapabilities() {
    String noted = labels().get(OwnerLabels.CAPABILITIES);
    return facts.ownCapabilities().isEmpty() || noted == null
        ? facts.ownCapabilities()
        : Set.of(noted.split(","));
  }

  /** What is declared for one name below a path. */
  Optional<FieldValue> declaredEntry(String path, String key) {
    return declared
        .get(path)
        .flatMap(value ->
            value instanceof FieldValue.Entries(var entries)
                ? Optional.ofNullable(entries.get(key))
                : Optional.empty());
  }

  static Map<String, String> strings(JsonNode object) {
    var strings = new TreeMap<String, String>();
    object.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    return strings;
  }

  static List<String> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** The words of a command, which some engines give as one text; null when there are none. */
  static @Nullable FieldValue words(JsonNode value) {
    if (value.isTextual()) {
      return FieldValue.items(List.of(value.asText()));
    }
    return value.isArray() ? FieldValue.items(items(value)) : FieldValue.items(List.of());
  }
}
