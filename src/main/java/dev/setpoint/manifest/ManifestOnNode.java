package dev.setpoint.manifest;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A manifest as it applies to one node: the same for all nodes unless it asks for substitution.
 *
 * @param document its document as one line of JSON, which the node can be sent
 * @param files the files of the repository that it refers to
 * @param contents content of those files that hold variables, by path, as the node gets them
 */
public record ManifestOnNode(
    Manifest manifest,
    String document,
    SortedSet<RepositoryFile> files,
    Map<String, String> contents) {
  private static final SortedSet<RepositoryFile> NO_FILES = Collections.emptySortedSet();

  public ManifestOnNode {
    files = files.isEmpty() ? NO_FILES : Collections.unmodifiableSortedSet(new TreeSet<>(files));
    contents = Map.copyOf(contents);
  }
}
