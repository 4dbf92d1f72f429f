package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.shape.Marker;
import dev.setpoint.manifest.shape.Reading;
import dev.setpoint.manifest.yaml.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One document that says which resource it declares, sound or not: others may refer to it even when
 * it is broken, and should not be blamed for that.
 *
 * @param place where its name stands
 * @param manifest null when something in it was refused
 * @param reading what was marked in it
 * @param document the document as text, as {@link ManifestReader#readDocument} reads it; empty when
 *     something in it was refused
 */
record Declared(
    ResourceKind kind,
    String name,
    Place place,
    @Nullable Manifest manifest,
    Reading reading,
    String document) {
  String file() {
    return reading.file();
  }

  <T> List<Marker.Found<T>> marked(Marker<T> marker) {
    return reading.marked(marker);
  }
}
