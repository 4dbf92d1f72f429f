package dev.setpoint.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.fixture.TestEngine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.awaitility.core.ConditionTimeoutException;

/** One engine, one repository, one program between them, and everything that watches. */
final class Rig implements Closeable {
  private static final Duration CONVERGE = Duration.ofMinutes(2);
  private static final int QUIET_PASSES = 3;

  private final TestEngine kind;
  private final EngineSocket engine;
  private final World world;
  private final GitRemote git;
  private final Relay relay;
  private final Diary diary;
  private final Program program;
  private final Churn churn;
  private final Map<String, String> markers = new HashMap<>();

  Rig(TestEngine kind, Path home, String prefix, RandomGenerator random) throws IOException {
    this.kind = kind;
    this.engine = new EngineSocket(kind.socket());
    this.world = new World(prefix);
    sweepAway();
    this.git = new GitRemote(home.resolve("repo.git"));
    this.relay = Relay.start(engine, home.resolve("engine.sock"));
    this.diary = new Diary(engine, prefix);
    var name = kind == TestEngine.PODMAN ? "podman=" : "docker=";
    this.program = new Program(home, name + relay.socket(), git.directory());
    this.churn = new Churn(world, git, engine, random, this::isRecorded);
  }

  private boolean isRecorded(String resource) {
    try {
      return TrailFile.records(program.data().resolve("setpoint.db")).contains(resource);
    } catch (SQLException notYetMade) {
      return false;
    }
  }

  World world() {
    return world;
  }

  Relay relay() {
    return relay;
  }

  Program program() {
    return program;
  }

  Churn churn() {
    return churn;
  }

  TrailFile trail() throws SQLException {
    return TrailFile.read(program.data().resolve("setpoint.db"));
  }

  /** Waits until the program says that everything is as the last commit declares. */
  void converge() throws SQLException {
    try {
      await().atMost(CONVERGE).pollInterval(Duration.ofMillis(100)).until(this::hasConverged);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "not as declared after %s: %s%nthe last of the trail:%n%s"
              .formatted(CONVERGE, unready(), lastOfTrail()),
          e);
    }
  }

  /** The environment of a container that nothing more is tried on, and that runs nevertheless. */
  List<String> environmentOfStalled(String name) {
    await()
        .atMost(CONVERGE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> status().map(status -> isStalled(status, "container/" + name)).orElse(false));
    assertThat(Verdicts.names(engine, name)).as("nothing half made").containsExactly(name);
    var inspect = engine.container(name).orElseThrow();
    assertThat(inspect.path("State").path("Running").asBoolean()).as(name + " runs").isTrue();
    var environment = new ArrayList<String>();
    inspect.path("Config").path("Env").forEach(each -> environment.add(each.asText()));
    return environment;
  }

  private boolean isStalled(JsonNode status, String id) {
    var node = status.path("nodes").path(0);
    for (var resource : node.path("resources")) {
      if (resource.path("resource").asText().equals(id)) {
        return node.path("revisionId").asText().equals(churn.head())
            && resource.path("reason").asText().equals("BadSpec");
      }
    }
    return false;
  }

  private boolean hasConverged() {
    return status().map(status -> isReady(status, churn.head())).orElse(false);
  }

  private Optional<JsonNode> status() {
    return program.get("/api/v1/status");
  }

  private static boolean isReady(JsonNode status, String head) {
    var node = status.path("nodes").path(0);
    boolean current =
        status.path("source").path("revision").path("id").asText().equals(head)
            && node.path("revisionId").asText().equals(head)
            && node.path("full").asBoolean();
    if (!current) {
      return false;
    }
    for (var resource : node.path("resources")) {
      if (!resource.path("condition").asText().equals("ready") || resource.hasNonNull("drift")) {
        return false;
      }
    }
    return true;
  }

  private String unready() {
    var lines = new StringBuilder();
    status()
        .ifPresent(status -> {
          lines.append(status.path("source"));
          for (var resource : status.path("nodes").path(0).path("resources")) {
            if (!resource.path("condition").asText().equals("ready")
                || resource.hasNonNull("drift")) {
              lines.append(System.lineSeparator()).append(resource);
            }
          }
        });
    return lines.toString();
  }

  private String lastOfTrail() throws SQLException {
    var all = trail().stretches();
    var last = all.subList(Math.max(0, all.size() - 25), all.size());
    return String.join(System.lineSeparator(), last.stream().map(Object::toString).toList());
  }

  /** Everything that must hold once nothing changes any more. */
  void check() throws SQLException {
    var verdicts =
        new Verdicts(trail())
            .trailIsWhole()
            .effectsWereAnnounced(relay.effects())
            .containersWereAnnounced(diary.lives())
            .nothingWasLeftRemoved(diary.lives(), relay.effects())
            .nothingWasDoneTwice(churn)
            .engineIsAsDeclared(world, engine, kind != TestEngine.PODMAN)
            .strangersLive(churn, engine);
    assertThat(verdicts.problems()).as("problems").isEmpty();
    checkVolumes();
  }

  /** The volumes hold what the first containers wrote into them. */
  private void checkVolumes() {
    for (var name : List.of("db", "worker")) {
      var marker = engine.file(world.box(name).name(), "/data/marker").orElse("no marker");
      assertThat(marker).as("marker of " + name).hasSize(37);
      assertThat(marker).as("marker of " + name).isEqualTo(markers.getOrDefault(name, marker));
      markers.put(name, marker);
    }
  }

  /** Whoever finds everything as declared does nothing: some full passes without an intent. */
  void quiet() throws SQLException {
    long before = intents();
    Set<String> passes = new HashSet<>();
    await()
        .atMost(CONVERGE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          status()
              .map(status -> status.path("nodes").path(0))
              .filter(node -> node.path("full").asBoolean())
              .ifPresent(node -> passes.add(node.path("passAt").asText()));
          return passes.size() > QUIET_PASSES;
        });
    assertThat(intents())
        .as("corrections while nothing changed:%n%s", lastOfTrail())
        .isEqualTo(before);
  }

  private long intents() throws SQLException {
    return trail().entries().stream()
        .filter(entry -> entry.event() instanceof AuditEvent.Intent)
        .count();
  }

  private void sweepAway() {
    for (var name : Verdicts.names(engine, world.prefix())) {
      engine.delete("/containers/" + name + "?force=true");
    }
    world.networks().forEach(name -> engine.delete("/networks/" + name));
    world.volumes().forEach(name -> engine.delete("/volumes/" + name));
  }

  @Override
  public void close() throws IOException {
    program.kill();
    relay.close();
    diary.close();
    git.close();
    sweepAway();
  }
}
