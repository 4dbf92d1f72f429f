package dev.setpoint.manifest;

import java.util.Comparator;

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
  // Other content is another file also to a sorted set, which goes by this and not by equals.
  private static final Comparator<RepositoryFile> ORDER =
      Comparator.comparing(RepositoryFile::path)
          .thenComparing(RepositoryFile::contentId)
          .thenComparingLong(RepositoryFile::sizeBytes);

  @Override
  public int compareTo(RepositoryFile other) {
    return ORDER.compare(this, other);
  }
}
