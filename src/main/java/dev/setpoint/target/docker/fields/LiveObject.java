package dev.setpoint.target.docker.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import java.util.Map;
import java.util.TreeMap;

/**
 * A live network or volume.
 *
 * @param json the engine's whole answer
 * @param declared the declaration's fields; none for an object that nobody declares
 * @param profile kind of engine
 */
public record LiveObject(JsonNode json, Fields declared, Profile profile) {
  /** Its labels. */
  public Map<String, String> labels() {
    return LiveContainer.strings(json.path("Labels"));
  }

  FieldValue labelValues() {
    var labels = new TreeMap<>(labels());
    labels.keySet().removeIf(OwnerLabels::isOurs);
    return ProcessRows.texts(labels);
  }

  String declaredEntry(String path, String key) {
    return declared.get(path).orElse(null) instanceof FieldValue.Entries(var entries)
            && entries.containsKey(key)
        ? String.valueOf(entries.get(key))
        : "";
  }
}
