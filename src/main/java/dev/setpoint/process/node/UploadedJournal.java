package dev.setpoint.process.node;

import dev.setpoint.agent.disk.FileJournal;
import dev.setpoint.link.agentend.JournalFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The agent's journal as its connection hands it on. */
public record UploadedJournal(FileJournal file) implements JournalFeed {
  @Override
  public String journal() {
    return file.id();
  }

  @Override
  public long next() {
    return file.next();
  }

  @Override
  public List<byte[]> read(long from, int entries, int bytes) {
    try {
      return file.read(from, entries, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long first() {
    return file.first();
  }

  @Override
  public void taken(long next) {
    file.taken(next);
  }
}
