package dev.setpoint.target.docker.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.look.Onlooker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches what Podman sends no events of, for the containers that looks come across. Safe for many
 * threads; does nothing before it is started and after it is closed.
 */
public final class PodmanWatch implements Onlooker {
  /**
   * Podman leaves health checks to timers of systemd; where it is not the first process, none run.
   */
  private static final Path SYSTEMD = Path.of("/run/systemd/system");

  private final Engine engine;
  private final AtomicReference<@Nullable Watching> watching = new AtomicReference<>();

  /** A watch on an engine; nothing is watched yet. */
  public PodmanWatch(Engine engine) {
    this.engine = engine;
  }

  /** What is watched between start and close. */
  private record Watching(LimitWatch limits, @Nullable HealthRounds health) {
    void end() {
      limits.close();
      if (health != null) {
        health.close();
      }
    }
  }

  /** Gives hints until closed. */
  public AutoCloseable start(Consumer<TargetEvent> sink) {
    Consumer<ResourceId> look =
        id -> sink.accept(new TargetEvent.LookAt(Set.of(id), true, "watched"));
    var started =
        new Watching(
            LimitWatch.start(look),
            Files.isDirectory(SYSTEMD) ? null : new HealthRounds(engine, look));
    replace(started);
    return () -> replace(null);
  }

  private void replace(@Nullable Watching next) {
    Watching before = watching.getAndSet(next);
    if (before != null) {
      before.end();
    }
  }

  @Override
  public void saw(ResourceId id, JsonNode inspect) {
    Watching now = watching.get();
    if (now != null) {
      now.limits().saw(id, inspect);
      if (now.health() != null) {
        now.health().saw(id, inspect);
      }
    }
  }
}
