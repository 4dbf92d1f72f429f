package dev.setpoint.process.node;

import dev.setpoint.agent.disk.FileShelf;
import dev.setpoint.link.agentend.OrderShelf;
import java.util.Optional;
import java.util.Set;

/** The agent's shelf as its connection sees it. */
public record ShelvedOrders(FileShelf shelf) implements OrderShelf {
  @Override
  public Mark highest() {
    return new Mark(shelf.generation(), shelf.digest());
  }

  @Override
  public Optional<byte[]> header() {
    return shelf.header();
  }

  @Override
  public Optional<byte[]> content(String digest) {
    return shelf.content(digest);
  }

  @Override
  public void keep(String digest, byte[] content) {
    shelf.keep(digest, content);
  }

  @Override
  public void take(Mark mark, byte[] header, Set<String> contents) {
    shelf.take(mark.generation(), mark.digest(), header, contents);
  }
}
