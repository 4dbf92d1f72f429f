package dev.setpoint.agent.disk;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A disk in memory that can fail, or end the process, at one of its calls; of the bytes that were
 * on their way then, it keeps as many as it is told.
 */
final class FaultyDisk implements Disk {
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private Fault fault = Fault.NEVER;
  private int calls;

  /**
   * A fault to come.
   *
   * @param call number of the call, from 0
   * @param kept part of the bytes that the disk keeps, 0 to 1
   * @param kills whether the process ends there; otherwise the call fails
   */
  record Fault(int call, double kept, boolean kills) {
    static final Fault NEVER = new Fault(-1, 0, false);
  }

  /** The process ended. */
  static final class Killed extends RuntimeException {}

  void plan(Fault next) {
    fault = next;
    calls = 0;
  }

  int calls() {
    return calls;
  }

  /** Changes a byte. */
  void damage(String name, int at) {
    Objects.requireNonNull(files.get(name))[at] ^= 0x55;
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public byte[] read(String name) throws IOException {
    var content = files.get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return content.clone();
  }

  @Override
  public Growing create(String name) throws IOException {
    if (isFaulty()) {
      if (fault.kept() > 0.5) {
        files.put(name, new byte[0]);
      }
      fail();
    }
    files.put(name, new byte[0]);
    return new Growing() {
      @Override
      public void append(byte[] bytes) throws IOException {
        boolean faulty = isFaulty();
        int kept = faulty ? (int) Math.round(bytes.length * fault.kept()) : bytes.length;
        byte[] before = Objects.requireNonNull(files.get(name));
        byte[] after = Arrays.copyOf(before, before.length + kept);
        System.arraycopy(bytes, 0, after, before.length, kept);
        files.put(name, after);
        if (faulty) {
          fail();
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void replace(String name, byte[] content) throws IOException {
    boolean faulty = isFaulty();
    if (!faulty || fault.kept() > 0.5) {
      files.put(name, content.clone());
    }
    if (faulty) {
      fail();
    }
  }

  @Override
  public void delete(String name) throws IOException {
    boolean faulty = isFaulty();
    if (!faulty || fault.kept() > 0.5) {
      files.remove(name);
    }
    if (faulty) {
      fail();
    }
  }

  private boolean isFaulty() {
    return calls++ == fault.call();
  }

  private void fail() throws IOException {
    if (fault.kills()) {
      throw new Killed();
    }
    throw new IOException("no space left on device");
  }
}
