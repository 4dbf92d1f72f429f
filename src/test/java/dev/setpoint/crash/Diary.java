package dev.setpoint.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The engine's own events from the start of a run, as far as they are about our containers. */
final class Diary implements Closeable {
  private final String prefix;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final List<Line> lines = new ArrayList<>();
  private final Closeable stream;

  Diary(EngineSocket engine, String prefix) throws IOException {
    this.prefix = prefix;
    this.stream = engine.events(Instant.now().getEpochSecond(), this::hear);
  }

  /**
   * Something that happened to a container.
   *
   * @param resource label of the resource; empty for what is nobody's
   * @param operation label of the intent that made it; empty for what is nobody's
   */
  record Line(
      Instant at, String action, String id, String name, String resource, String operation) {}

  private void hear(JsonNode event) {
    var attributes = event.path("Actor").path("Attributes");
    var name = attributes.path("name").asText();
    if (!event.path("Type").asText().equals("container") || !name.startsWith(prefix)) {
      return;
    }
    var at = Instant.ofEpochSecond(0, event.path("timeNano").asLong());
    var line =
        new Line(
            at,
            event.path("Action").asText(),
            event.path("Actor").path("ID").asText(),
            name,
            attributes.path(Subjects.RESOURCE).asText(),
            attributes.path("dev.setpoint.operation").asText());
    lock.lock();
    try {
      lines.add(line);
    } finally {
      lock.unlock();
    }
  }

  List<Line> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /** One container's life. */
  static final class Life {
    final String id;
    final String resource;
    final String operation;
    Instant created = Instant.MAX;
    Instant started = Instant.MAX;
    Instant inService = Instant.MAX;
    Instant destroyed = Instant.MAX;

    Life(String id, String resource, String operation) {
      this.id = id;
      this.resource = resource;
      this.operation = operation;
    }

    boolean isThereAt(Instant time) {
      return !created.isAfter(time) && destroyed.isAfter(time);
    }

    boolean wasInService() {
      return !inService.equals(Instant.MAX);
    }
  }

  /** The lives of all containers with a label of a resource, in the order of their creation. */
  List<Life> lives() {
    Map<String, Life> byId = new HashMap<>();
    var lives = new ArrayList<Life>();
    for (var line : lines()) {
      if (line.resource().isEmpty()) {
        continue;
      }
      var life =
          byId.computeIfAbsent(
              line.id(),
              id -> {
                var made = new Life(id, line.resource(), line.operation());
                lives.add(made);
                return made;
              });
      switch (line.action()) {
        case "create" -> life.created = line.at();
        case "start" -> life.started = earlier(life.started, line.at());
        case "destroy", "remove" -> life.destroyed = line.at();
        default -> {}
      }
      boolean named = line.resource().equals("container/" + line.name());
      if (named && life.inService.equals(Instant.MAX) && !life.started.equals(Instant.MAX)) {
        life.inService = line.at();
      }
    }
    return lives;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
