package dev.setpoint.adopt;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Manifests that are in no repository yet, as the reader wants them. */
final class DraftTree implements RepositoryTree {
  private static final Revision REVISION = new Revision("worktree", "", "", Instant.EPOCH);

  private final SortedMap<String, byte[]> contents = new TreeMap<>();

  /** The texts by path. */
  DraftTree(Map<String, String> texts) {
    texts.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public Revision revision() {
    return REVISION;
  }

  @Override
  public List<RepositoryFile> files() {
    return contents.keySet().stream().map(this::file).toList();
  }

  @Override
  public Optional<RepositoryFile> find(String path) {
    return contents.containsKey(path) ? Optional.of(file(path)) : Optional.empty();
  }

  private RepositoryFile file(String path) {
    byte[] content = content(path);
    return new RepositoryFile(path, path, content.length);
  }

  @Override
  public byte[] read(RepositoryFile file) {
    return content(file.path()).clone();
  }

  private byte[] content(String path) {
    byte[] content = contents.get(path);
    if (content == null) {
      throw new IllegalArgumentException("not a file of this tree: " + path);
    }
    return content;
  }
}
