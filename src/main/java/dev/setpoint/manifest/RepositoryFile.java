package dev.setpoint.manifest;

/**
 * One regular file of a repository tree.
 *
 * @param path from the root of the followed path, with forward slashes
 * @param contentId changes exactly when the content changes: the git blob id, or a digest for a
 *     local directory
 * @param sizeBytes length of the content
 */
public record RepositoryFile(String path, String contentId, long sizeBytes)
    implements Comparable<RepositoryFile> {
  @Override
  public int compareTo(RepositoryFile other) {
    return path.compareTo(other.path);
  }
}
