package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestOnNode;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.PlacementFields;
import dev.setpoint.manifest.node.VariableValue;
import dev.setpoint.manifest.shape.Marker;
import dev.setpoint.manifest.shape.Reading;
import dev.setpoint.manifest.substitution.Template;
import dev.setpoint.manifest.yaml.Place;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One document that says which resource it declares, sound or not: others may refer to it even when
 * it is broken, and should not be blamed for that.
 *
 * @param place where its name stands
 * @param manifest null when something in it was refused, or when it holds variables
 * @param reading what was marked in it
 * @param document the document as text, as {@link ManifestReader#readDocument} reads it; empty when
 *     there is no manifest
 * @param variable what it is before values are put in, when it asks for that
 * @param nodes of a document that values of nodes were put in: the nodes that have these values,
 *     each with the content of files that hold variables, by path
 */
record Declared(
    ResourceKind kind,
    String name,
    Place place,
    @Nullable Manifest manifest,
    Reading reading,
    String document,
    @Nullable Variable variable,
    @Nullable SortedMap<String, Map<String, String>> nodes) {

  /**
   * A document with variables.
   *
   * @param made what became of it, by the values of {@link Template#names} in their order
   */
  record Variable(
      Template template,
      PlacementFields.Part part,
      ConcurrentHashMap<List<VariableValue>, Declared> made) {}

  /** One without variables. */
  static Declared plain(
      ResourceKind kind,
      String name,
      Place place,
      @Nullable Manifest manifest,
      Reading reading,
      String document) {
    return new Declared(kind, name, place, manifest, reading, document, null, null);
  }

  Declared on(SortedMap<String, Map<String, String>> theseNodes) {
    return new Declared(kind, name, place, manifest, reading, document, variable, theseNodes);
  }

  /** What nodes with these values are told. */
  Map<String, ManifestOnNode> onNodes(Manifest sound, SortedSet<RepositoryFile> files) {
    var same = new ManifestOnNode(sound, document, files, Map.of());
    var onNodes = new TreeMap<String, ManifestOnNode>();
    if (nodes != null) {
      nodes.forEach((node, contents) ->
          onNodes.put(
              node,
              contents.isEmpty() ? same : new ManifestOnNode(sound, document, files, contents)));
    }
    return onNodes;
  }

  String file() {
    return reading.file();
  }

  <T> List<Marker.Found<T>> marked(Marker<T> marker) {
    return reading.marked(marker);
  }
}
