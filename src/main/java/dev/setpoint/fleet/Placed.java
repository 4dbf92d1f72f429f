package dev.setpoint.fleet;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestOnNode;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.Revision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One resource on its nodes.
 *
 * @param manifest what git says
 * @param files the repository files it refers to
 * @param perNode what it says on each node, when that differs
 * @param onNode what each node is told
 * @param heldFrom nodes that are told what an earlier revision said, and which
 */
record Placed(
    Manifest manifest,
    SortedSet<RepositoryFile> files,
    Map<String, ManifestOnNode> perNode,
    Map<String, OrderedResource> onNode,
    Map<String, Revision> heldFrom) {
  Placed {
    files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
    onNode = Collections.unmodifiableMap(new LinkedHashMap<>(onNode));
    heldFrom = Map.copyOf(heldFrom);
  }

  boolean isOf(ManifestSet set, Manifest other) {
    return manifest.equals(other)
        && files.equals(set.filesOf(other.id()))
        && perNode.equals(set.perNode(other.id()));
  }
}
