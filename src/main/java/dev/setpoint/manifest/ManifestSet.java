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
 * @param byId every manifest
 * @param filesOf for a manifest that refers to files of the repository, those files: their content
 *     is part of the desired state
 * @param tree the tree that the files are read from
 */
public record ManifestSet(
    Revision revision,
    SortedMap<ResourceId, Manifest> byId,
    Map<ResourceId, SortedSet<RepositoryFile>> filesOf,
    RepositoryTree tree) {
  private static final SortedSet<RepositoryFile> NO_FILES = Collections.emptySortedSet();

  public ManifestSet {
    byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    filesOf = Map.copyOf(filesOf);
  }

  /** The files that a manifest refers to, sorted by path. */
  public SortedSet<RepositoryFile> filesOf(ResourceId id) {
    return filesOf.getOrDefault(id, NO_FILES);
  }
}
