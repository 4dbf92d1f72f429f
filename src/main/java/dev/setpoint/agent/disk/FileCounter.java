package dev.setpoint.agent.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/** A number that only grows, over all starts. For one thread at a time. */
public final class FileCounter {
  private final Disk disk;
  private final String name;
  private long value;

  /**
   * The counter in a file; 0 when there is none yet.
   *
   * @throws IOException when the disk does not answer
   * @throws DamagedJournalException when the file holds no number
   */
  public FileCounter(Disk disk, String name) throws IOException {
    this.disk = disk;
    this.name = name;
    try {
      value = Long.parseLong(new String(disk.read(name), StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException none) {
      value = 0;
    } catch (NumberFormatException e) {
      throw new DamagedJournalException("the file '" + name + "' holds no number", e);
    }
  }

  /**
   * The next number; durable when it returns.
   *
   * @throws UncheckedIOException when it cannot be made durable; the number is then not used
   */
  public long raise() {
    long next = value + 1;
    try {
      disk.replace(name, (next + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    value = next;
    return next;
  }
}
