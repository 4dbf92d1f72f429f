package dev.setpoint.link.world;

import dev.setpoint.link.agentend.OrderShelf;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A shelf that survives as long as the test holds it; can be made to refuse. */
public final class MemoryShelf implements OrderShelf {
  private final Map<String, byte[]> contents = new HashMap<>();
  private Mark highest = Mark.none();
  private Optional<byte[]> header = Optional.empty();
  private boolean full;

  /** From now on nothing can be written. */
  public void fill() {
    full = true;
  }

  /** Loses one of the contents, as a damaged disk would. */
  public void lose(String digest) {
    contents.remove(digest);
  }

  /** Changes the header behind the agent's back. */
  public void overwriteHeader(byte[] bytes) {
    header = Optional.of(bytes);
  }

  @Override
  public Mark highest() {
    return highest;
  }

  @Override
  public Optional<byte[]> header() {
    return header;
  }

  @Override
  public Optional<byte[]> content(String digest) {
    return Optional.ofNullable(contents.get(digest));
  }

  @Override
  public void keep(String digest, byte[] content) {
    contents.put(digest, content);
  }

  @Override
  public void take(Mark mark, byte[] headerBytes, Set<String> needed) {
    if (full) {
      throw new IllegalStateException("no space left on device");
    }
    highest = mark;
    header = Optional.of(headerBytes);
    contents.keySet().retainAll(needed);
  }
}
