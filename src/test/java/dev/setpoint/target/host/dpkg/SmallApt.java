package dev.setpoint.target.host.dpkg;

import dev.setpoint.target.host.machine.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The programs of apt as far as packages are kept with them, over a status file of a test: what
 * they print was taken down from apt 2.6 on Debian 12.
 */
final class SmallApt implements Programs {
  /** Versions that are offered, by name; the last one is the newest. */
  final Map<String, List<String>> offers = new TreeMap<>();

  /** Packages that go when another one comes. */
  final Map<String, String> removes = new TreeMap<>();

  /** Packages whose scripts fail. */
  final List<String> broken = new ArrayList<>();

  /** Every call that changes something. */
  final List<String> changes = new ArrayList<>();

  /** What dpkg has on record: the status words and the version. */
  final Map<String, String[]> record = new TreeMap<>();

  private final Path status;
  private final ReentrantLock lock = new ReentrantLock();

  SmallApt(Path status) {
    this.status = status;
  }

  /** What is on record of a package: the status words and the version. */
  String[] known(String name) {
    return Objects.requireNonNull(record.get(name), name);
  }

  void installed(String name, String version) {
    record.put(name, new String[] {"install ok installed", version});
    write();
  }

  void write() {
    String text =
        record.entrySet().stream()
            .map(each ->
                "Package: %s\nStatus: %s\nArchitecture: amd64\nVersion: %s\nDescription: x\n y\n"
                    .formatted(each.getKey(), each.getValue()[0], each.getValue()[1]))
            .collect(Collectors.joining("\n"));
    try {
      Path half = status.resolveSibling("status-new");
      Files.writeString(half, text);
      Files.move(
          half,
          status,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Result run(List<String> command, Duration within) {
    lock.lock();
    try {
      return run(command);
    } finally {
      lock.unlock();
    }
  }

  private Result run(List<String> command) {
    return switch (command.getFirst()) {
      case "dpkg" -> new Result(0, command.contains("--verify") ? "" : "amd64\n", "");
      case "apt-cache" -> cache(command.get(1), command.subList(2, command.size()));
      case "apt-mark" -> mark(command.get(1), command.subList(2, command.size()));
      default -> get(command);
    };
  }

  private Result cache(String what, List<String> names) {
    var text = new StringBuilder();
    for (String name : names) {
      List<String> versions = offers.getOrDefault(name, List.of());
      if (what.equals("policy")) {
        String newest = versions.isEmpty() ? "(none)" : versions.getLast();
        text.append("%s:%n  Installed: x%n  Candidate: %s%n".formatted(name, newest));
      } else {
        versions.forEach(each ->
            text.append(" %s | %s | http://archive bookworm/main amd64%n".formatted(name, each)));
      }
    }
    return new Result(0, text.toString(), "");
  }

  private Result mark(String verb, List<String> names) {
    changes.add(verb + " " + String.join(" ", names));
    names.forEach(name ->
        known(name)[0] = verb.equals("hold") ? "hold ok installed" : "install ok installed");
    write();
    return new Result(0, "", "");
  }

  private Result get(List<String> command) {
    boolean simulated = command.contains("-s");
    int verb = command.indexOf("install");
    if (verb < 0) {
      changes.add("update");
      return new Result(0, "", "");
    }
    var wishes =
        command.subList(verb + 1, command.size()).stream()
            .filter(each -> !each.startsWith("--"))
            .toList();
    if (!simulated) {
      changes.add("install " + String.join(" ", wishes));
    }
    var text = new StringBuilder();
    for (String wish : wishes) {
      Result failure = one(wish, simulated, text);
      if (failure != null) {
        return failure;
      }
    }
    write();
    return new Result(0, text.toString(), "");
  }

  private @org.jspecify.annotations.Nullable Result one(
      String wish, boolean simulated, StringBuilder text) {
    if (wish.endsWith("-") || wish.endsWith("_")) {
      remove(wish, simulated, text);
      return null;
    }
    String name = wish.split("=", 2)[0];
    List<String> versions = offers.getOrDefault(name, List.of());
    if (versions.isEmpty()) {
      return new Result(100, "", "E: Unable to locate package " + name + "\n");
    }
    text.append("Inst %s (1)%n".formatted(name));
    if (removes.containsKey(name)) {
      text.append("Remv %s [1]%n".formatted(removes.get(name)));
    }
    if (!simulated && broken.contains(name)) {
      record.put(name, new String[] {"install ok half-configured", versions.getLast()});
      write();
      return new Result(100, "", "E: Sub-process /usr/bin/dpkg returned an error code (1)\n");
    }
    if (!simulated) {
      String version = wish.contains("=") ? wish.split("=", 2)[1] : versions.getLast();
      record.put(name, new String[] {"install ok installed", version});
    }
    return null;
  }

  private void remove(String wish, boolean simulated, StringBuilder text) {
    String name = wish.substring(0, wish.length() - 1);
    text.append("Remv %s [1]%n".formatted(name));
    if (!simulated) {
      known(name)[0] = "deinstall ok config-files";
      if (wish.endsWith("_")) {
        record.remove(name);
      }
    }
  }
}
