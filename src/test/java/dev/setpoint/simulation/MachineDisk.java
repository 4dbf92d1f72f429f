package dev.setpoint.simulation;

import dev.setpoint.agent.disk.Disk;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk that outlives the processes which write on it. A process may die at any of its calls; then
 * the disk keeps any part of what was on its way.
 */
final class MachineDisk {
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private long version;

  /** Grows with every change. */
  long version() {
    return version;
  }

  /** The same files, for looking at them. */
  MachineDisk copy() {
    var copy = new MachineDisk();
    copy.files.putAll(files); // contents are never changed in place
    return copy;
  }

  /** The disk as a process has it. */
  Disk under(Life life, RandomGenerator random) {
    return new View(life, random);
  }

  private final class View implements Disk {
    private final Life life;
    private final RandomGenerator random;

    View(Life life, RandomGenerator random) {
      this.life = life;
      this.random = random;
    }

    @Override
    public List<String> names() {
      return List.copyOf(files.keySet());
    }

    @Override
    public byte[] read(String name) throws NoSuchFileException {
      var content = files.get(name);
      if (content == null) {
        throw new NoSuchFileException(name);
      }
      return content.clone();
    }

    private void whole(String what, Runnable work) {
      version++;
      boolean dies = life.diesNow(what);
      if (!dies || random.nextBoolean()) {
        work.run();
      }
      if (dies) {
        throw life.die(what);
      }
    }

    @Override
    public Growing create(String name) {
      whole("create " + name, () -> files.put(name, new byte[0]));
      return new Growing() {
        @Override
        public void append(byte[] bytes) {
          version++;
          boolean dies = life.diesNow("append to " + name);
          int kept = dies ? random.nextInt(bytes.length + 1) : bytes.length;
          byte[] before = Objects.requireNonNull(files.get(name));
          byte[] after = Arrays.copyOf(before, before.length + kept);
          System.arraycopy(bytes, 0, after, before.length, kept);
          files.put(name, after);
          if (dies) {
            throw life.die("append to " + name);
          }
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void replace(String name, byte[] content) {
      whole("replace " + name, () -> files.put(name, content.clone()));
    }

    @Override
    public void delete(String name) {
      whole("delete " + name, () -> files.remove(name));
    }
  }
}
