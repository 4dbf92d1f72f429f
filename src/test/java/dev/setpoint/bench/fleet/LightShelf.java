package dev.setpoint.bench.fleet;

import dev.setpoint.link.agentend.OrderShelf;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A node's shelf in memory. All shelves keep one copy of the same bytes, but each knows only what
 * its own node was sent, so everything travels as often as it does to real nodes.
 */
final class LightShelf implements OrderShelf {
  private static final Map<String, byte[]> BYTES = new ConcurrentHashMap<>();

  private final Set<String> kept = new HashSet<>();
  private Mark highest = Mark.none();

  @Override
  public Mark highest() {
    return highest;
  }

  /** Agents are not restarted here. */
  @Override
  public Optional<byte[]> header() {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> content(String digest) {
    return kept.contains(digest) ? Optional.ofNullable(BYTES.get(digest)) : Optional.empty();
  }

  @Override
  public void keep(String digest, byte[] content) {
    BYTES.putIfAbsent(digest, content);
    kept.add(digest);
  }

  @Override
  public void take(Mark mark, byte[] header, Set<String> contents) {
    highest = mark;
    kept.retainAll(contents);
  }
}
