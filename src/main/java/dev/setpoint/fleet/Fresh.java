package dev.setpoint.fleet;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestOnNode;
import dev.setpoint.manifest.RepositoryFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/**
 * What a revision says of one manifest, for every node that it lives on: one object for all of
 * them, unless values of each node were put into it.
 *
 * @param manifest what git says, on the first of its nodes
 * @param document its text
 * @param files the repository files that it refers to, on whichever node
 * @param perNode what it says on each node, when that differs
 * @param contents content of the files by path
 */
record Fresh(
    Manifest manifest,
    String document,
    SortedSet<RepositoryFile> files,
    Map<String, ManifestOnNode> perNode,
    Map<String, byte[]> contents) {
  /** What a node is told. */
  OrderedResource on(String node, ModeChoice choice) {
    var here = perNode.get(node);
    return here == null
        ? new OrderedResource(manifest, document, choice.mode(), choice.ignored(), contents)
        : new OrderedResource(
            here.manifest(), here.document(), choice.mode(), choice.ignored(), contentsOf(here));
  }

  private Map<String, byte[]> contentsOf(ManifestOnNode here) {
    var own = new HashMap<String, byte[]>();
    for (var file : here.files()) {
      var filledIn = here.contents().get(file.path());
      var content =
          filledIn == null ? contents.get(file.path()) : filledIn.getBytes(StandardCharsets.UTF_8);
      if (content != null) {
        own.put(file.path(), content);
      }
    }
    return own;
  }
}
