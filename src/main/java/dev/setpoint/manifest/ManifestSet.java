package dev.setpoint.manifest;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * All manifests of one valid revision.
 *
 * @param revision the revision they come from
 * @param byId every manifest; one that asks for substitution as it applies to the first of its
 *     nodes
 * @param filesOf for a manifest that refers to files of the repository, those files: their content
 *     is part of the desired state
 * @param documents every manifest's document as one line of JSON, which a node can be sent
 * @param perNode for a manifest that asks for substitution, what it says on each of its nodes
 * @param tree the tree that the files are read from
 */
public record ManifestSet(
    Revision revision,
    SortedMap<ResourceId, Manifest> byId,
    Map<ResourceId, SortedSet<RepositoryFile>> filesOf,
    Map<ResourceId, String> documents,
    Map<ResourceId, Map<String, ManifestOnNode>> perNode,
    RepositoryTree tree) {
  private static final SortedSet<RepositoryFile> NO_FILES = Collections.emptySortedSet();

  public ManifestSet {
    byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    filesOf = Map.copyOf(filesOf);
    documents = Map.copyOf(documents);
    perNode = Map.copyOf(perNode);
  }

  /** The files that a manifest refers to, sorted by path. */
  public SortedSet<RepositoryFile> filesOf(ResourceId id) {
    return filesOf.getOrDefault(id, NO_FILES);
  }

  /**
   * The document of a manifest as one line of JSON, keys in the order of the file: what is sent to
   * a node. The same text is the same object for as long as its file does not change.
   */
  public String documentOf(ResourceId id) {
    String document = documents.get(id);
    if (document == null) {
      throw new IllegalArgumentException("nothing declares " + id);
    }
    return document;
  }

  /** What a manifest that asks for substitution says on each of its nodes; empty for others. */
  public Map<String, ManifestOnNode> perNode(ResourceId id) {
    return perNode.getOrDefault(id, Map.of());
  }
}
