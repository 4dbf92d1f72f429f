package dev.setpoint.agent.disk;

import java.io.IOException;
import java.util.List;

/** One directory of small files, flat. Safe for many threads, each on a file of its own. */
public interface Disk {
  /** Names of all files, sorted. */
  List<String> names() throws IOException;

  /**
   * Content of a file.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  byte[] read(String name) throws IOException;

  /** Begins a new file, or empties it; its name is durable when this returns. */
  Growing create(String name) throws IOException;

  /** Puts a whole file in place: durable, and never seen half. */
  void replace(String name, byte[] content) throws IOException;

  /** Removes a file; does nothing when there is none. */
  void delete(String name) throws IOException;

  /** A file that only grows. For one thread at a time. */
  interface Growing extends AutoCloseable {
    /** Adds bytes behind the last ones and makes all of them durable. */
    void append(byte[] bytes) throws IOException;

    @Override
    void close() throws IOException;
  }
}
