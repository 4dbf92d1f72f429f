package dev.setpoint.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import dev.setpoint.crash.Diary.Life;
import dev.setpoint.crash.Relay.Effect;
import dev.setpoint.crash.TrailFile.Stretch;
import dev.setpoint.crash.World.Box;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold, whatever was killed. Every check adds sentences about what does not. */
final class Verdicts {
  private final List<String> problems = new ArrayList<>();
  private final TrailFile trail;

  Verdicts(TrailFile trail) {
    this.trail = trail;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  @FormatMethod
  private void expect(boolean holds, String otherwise, @Nullable Object... values) {
    if (!holds) {
      problems.add(otherwise.formatted(values));
    }
  }

  /** Dense, every intent with its one outcome, and never two intents at a time on one resource. */
  Verdicts trailIsWhole() {
    long next = 1;
    for (var entry : trail.entries()) {
      expect(entry.index() == next, "the trail goes from %d to %d", next - 1, entry.index());
      next = entry.index() + 1;
    }
    Map<String, Stretch> last = new HashMap<>();
    for (var stretch : trail.stretches()) {
      expect(stretch.outcome() != null, "an intent has no outcome: %s", stretch);
      var before = last.put(stretch.resource(), stretch);
      expect(
          before == null || !before.until().isAfter(stretch.from()),
          "two intents at a time: %s and %s",
          before,
          stretch);
    }
    return this;
  }

  /** What the relay saw was announced: an intent of that resource was open at that time. */
  Verdicts effectsWereAnnounced(List<Effect> effects) {
    Map<String, List<Stretch>> byResource =
        trail.stretches().stream().collect(Collectors.groupingBy(Stretch::resource));
    for (var effect : effects) {
      boolean announced =
          effect.subject().stream()
              .flatMap(subject -> byResource.getOrDefault(subject, List.of()).stream())
              .anyMatch(stretch -> covers(stretch, effect.at()));
      expect(announced, "an effect without an open intent: %s", effect);
    }
    return this;
  }

  private static boolean covers(Stretch stretch, Instant time) {
    return !stretch.from().isAfter(time) && !stretch.until().isBefore(time);
  }

  /** The engine's own story: each container of ours was made once, under an intent before it. */
  Verdicts containersWereAnnounced(List<Life> lives) {
    Map<String, Stretch> byIndex =
        trail.stretches().stream()
            .collect(Collectors.toMap(each -> Long.toString(each.index()), each -> each));
    Map<String, Life> byOperation = new HashMap<>();
    for (var life : lives) {
      var intent = byIndex.get(life.operation);
      expect(
          intent != null
              && intent.resource().equals(life.resource)
              && !intent.from().isAfter(life.created),
          "container %s of %s was made at %s by operation %s, which is %s",
          life.id,
          life.resource,
          life.created,
          life.operation,
          intent);
      var twin = byOperation.put(life.operation, life);
      expect(twin == null, "operation %s made two containers of %s", life.operation, life.resource);
    }
    return this;
  }

  /** Nothing that was in service is taken away by us before another one is there. */
  Verdicts nothingWasLeftRemoved(List<Life> lives, List<Effect> effects) {
    Map<String, Life> byId =
        lives.stream().collect(Collectors.toMap(life -> life.id, each -> each));
    for (var effect : effects) {
      var removed = byId.get(effect.resource().replaceFirst(".*/containers/([^/?]+).*", "$1"));
      if (!effect.method().equals("DELETE") || removed == null || !removed.wasInService()) {
        continue;
      }
      boolean pruned =
          trail.stretches().stream()
              .filter(stretch -> stretch.resource().equals(removed.resource))
              .filter(stretch -> covers(stretch, effect.at()))
              .anyMatch(stretch -> stretch.intent().verb().equals("Prune"));
      boolean other =
          lives.stream()
              .filter(life -> life.resource.equals(removed.resource) && life != removed)
              .anyMatch(life -> life.isThereAt(effect.at()));
      expect(pruned || other, "removed with nothing in its place: %s", effect);
    }
    return this;
  }

  /** As many corrections as changes, but for tries that were interrupted or failed. */
  Verdicts nothingWasDoneTwice(Churn churn) {
    Map<String, List<Stretch>> byResource =
        trail.stretches().stream()
            .collect(Collectors.groupingBy(Stretch::resource, TreeMap::new, Collectors.toList()));
    byResource.forEach((resource, stretches) -> {
      long worked =
          stretches.stream()
              .filter(Stretch::worked)
              .filter(stretch -> !stretch.intent().verb().equals("Settle"))
              .count();
      long again =
          stretches.stream().filter(each -> each.wasInterrupted() || each.failed()).count();
      long changes = churn.changesOf(resource);
      expect(
          worked <= changes + again,
          "%s was corrected %d times after %d changes and %d lost tries: %s",
          resource,
          worked,
          changes,
          again,
          stretches);
    });
    return this;
  }

  /** The engine holds what git says, once, and nothing half made. */
  Verdicts engineIsAsDeclared(World world, EngineSocket engine, boolean showsMemory) {
    var names = names(engine, world.prefix());
    for (var name : names) {
      expect(!name.contains(".setpoint-"), "left over: %s", name);
    }
    for (var box : world.all()) {
      expect(
          names.contains(box.name()) == box.present(),
          "%s is %s",
          box.name(),
          box.present() ? "missing" : "still there");
      if (box.present()) {
        engine
            .container(box.name())
            .ifPresent(inspect -> compare(box, inspect, showsMemory, engine));
      }
    }
    return this;
  }

  private void compare(Box box, JsonNode inspect, boolean showsMemory, EngineSocket engine) {
    var state = inspect.path("State");
    boolean runs = state.path("Running").asBoolean();
    boolean done = !runs && state.path("ExitCode").asInt(-1) == 0;
    expect(box.isJob() ? done : runs, "%s: its state is %s", box.name(), state);
    expect(
        inspect.path("Config").path("Env").toString().contains("\"GEN=" + box.gen() + "\""),
        "%s: its environment is %s, not GEN=%d",
        box.name(),
        inspect.path("Config").path("Env"),
        box.gen());
    expect(
        inspect.path("Config").path("Image").asText().endsWith("busybox:" + box.image()),
        "%s: its image is %s",
        box.name(),
        inspect.path("Config").path("Image"));
    long memory = inspect.path("HostConfig").path("Memory").asLong() >> 20;
    expect(!showsMemory || memory == box.memory(), "%s has %d MiB", box.name(), memory);
    var networks = inspect.path("NetworkSettings").path("Networks");
    int wanted = Math.max(1, box.networks().size());
    expect(
        networks.size() == wanted && box.networks().stream().allMatch(networks::has),
        "%s is on %s, not on %s",
        box.name(),
        networks.propertyStream().map(Map.Entry::getKey).toList(),
        box.networks());
    if (box.file() > 0) {
      var content = engine.file(box.name(), "/crash.txt").orElse("nothing");
      expect(content.equals(World.content(box)), "%s: its file holds %s", box.name(), content);
    }
  }

  static List<String> names(EngineSocket engine, String prefix) {
    var names = new ArrayList<String>();
    for (var container : engine.get("/containers/json?all=true").json()) {
      var name = container.path("Names").path(0).asText().replaceFirst("^/", "");
      if (name.startsWith(prefix)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Who was in the way was set aside, and nothing of it is lost. */
  Verdicts strangersLive(Churn churn, EngineSocket engine) {
    for (var stranger : churn.strangers()) {
      var name =
          engine
              .container(stranger.id())
              .map(inspect -> inspect.path("Name").asText().replaceFirst("^/", ""))
              .orElse("");
      // A later hand may have removed or renamed the stranger as if it were ours.
      boolean touched =
          churn.changes().stream()
              .anyMatch(change ->
                  change.resource().equals("container/" + stranger.name())
                      && change.what().matches("drift (REMOVE|RENAME|IMPOSTOR)")
                      && change.at().isAfter(stranger.since()));
      expect(
          touched || name.startsWith(stranger.name() + ".aside-"),
          "the stranger %s under %s is now '%s'",
          stranger.id(),
          stranger.name(),
          name);
    }
    return this;
  }
}
