package dev.setpoint.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** What somebody does to an instance, and the calls that put it right. */
enum InstanceBreak {
  OPTION("`lxc config set`"),
  DEVICE("removal of a device"),
  FILE("a pushed file"),
  STOP("`lxc stop -f`"),
  DELETE("`lxc delete -f`");

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String words;

  InstanceBreak(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  private void make(InstanceSubject subject) {
    switch (this) {
      case OPTION -> subject.change(body -> config(body).put(InstanceSubject.ROLE, "evil"));
      case DEVICE -> subject.change(body -> devices(body).remove(InstanceSubject.DEVICE));
      case FILE -> subject.push("evil\n");
      case STOP -> subject.kill();
      case DELETE -> {
        subject.kill();
        subject.server().must("DELETE", subject.path(), "");
      }
    }
  }

  /** The bare calls. */
  void repair(InstanceSubject subject) {
    switch (this) {
      case OPTION -> subject.change(body -> config(body).put(InstanceSubject.ROLE, "web"));
      case DEVICE ->
          subject.change(
              body -> InstanceSubject.device(devices(body).putObject(InstanceSubject.DEVICE)));
      case FILE -> subject.push(InstanceSubject.CONTENT);
      case STOP -> subject.start();
      case DELETE -> subject.make();
    }
  }

  private boolean isRight(InstanceSubject subject) {
    return switch (this) {
      case OPTION ->
          subject.live().path("config").path(InstanceSubject.ROLE).asText().equals("web");
      case DEVICE -> subject.live().path("devices").has(InstanceSubject.DEVICE);
      case FILE -> subject.content().equals(InstanceSubject.CONTENT);
      case STOP, DELETE -> subject.live().path("status").asText().equals("Running");
    };
  }

  /** Milliseconds from the end of the break until it is right again. */
  double lasts(InstanceSubject subject, Runnable remedy) {
    make(subject);
    long start = System.nanoTime();
    var failure = new AtomicReference<RuntimeException>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            remedy.run();
          } catch (RuntimeException e) {
            failure.set(e);
          }
        });
    while (!isRight(subject)) {
      if (failure.get() != null) {
        throw failure.get();
      }
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new IllegalStateException(
            "%s of %s was not put right within %s".formatted(words, subject.name(), LIMIT));
      }
      Times.pause(Duration.ofMillis(2));
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static ObjectNode config(ObjectNode body) {
    return (ObjectNode) body.path("config");
  }

  private static ObjectNode devices(ObjectNode body) {
    return (ObjectNode) body.path("devices");
  }
}
