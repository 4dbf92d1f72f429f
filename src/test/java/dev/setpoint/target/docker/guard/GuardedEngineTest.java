package dev.setpoint.target.docker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every forbidden thing in every spelling, and that what is allowed gets through unchanged. */
class GuardedEngineTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path dir;

  private final SimulatedEngine simulated = SimulatedEngine.create(() -> Instant.EPOCH);
  private final RecordedCalls calls = new RecordedCalls();
  private Path srv = Path.of("/");

  @BeforeEach
  void layTheGround() throws IOException {
    srv = Files.createDirectories(dir.toRealPath().resolve("srv"));
    Files.createDirectories(srv.resolve("data"));
    Files.createDirectories(dir.resolve("secret"));
    Files.createDirectories(dir.resolve("state/keys"));
    Files.createSymbolicLink(srv.resolve("link"), dir.resolve("secret"));
    Files.createSymbolicLink(srv.resolve("inner"), srv.resolve("data"));
    Files.createSymbolicLink(srv.resolve("nowhere"), dir.resolve("gone"));
    Files.createSymbolicLink(srv.resolve("runs"), Path.of("/run"));
    simulated.load("web:1", "one", JsonNodeFactory.instance.objectNode());
    simulated.createVolume(json("{'Name': 'plain', 'Driver': 'local'}"));
    simulated.createVolume(
        json("{'Name': 'etc', 'DriverOpts': {'type': 'none', 'o': 'bind', 'device': '/etc'}}"));
  }

  private JsonNode json(String text) {
    try {
      return JSON.readTree(
          text.replace('\'', '"')
              .replace("$SRV", srv.toString())
              .replace("$DIR", Objects.requireNonNull(srv.getParent()).toString()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Engine guarded(String policy) {
    try {
      Path file = dir.resolve("policy.yaml");
      Files.writeString(file, policy.replace("$SRV", srv.toString()));
      return new GuardedEngine(
          calls.before(simulated),
          PolicyFile.orCareful(file),
          Surroundings.with(List.of(srv.resolve("engine.sock")), List.of(dir.resolve("state"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make(Engine engine, String call, JsonNode body) {
    switch (call) {
      case "host" ->
          engine.create(
              "new", JSON.createObjectNode().put("Image", "web:1").set("HostConfig", body));
      case "body" -> engine.create("new", body);
      case "update" -> engine.update("any", body);
      case "network" -> engine.createNetwork(body);
      case "volume" -> engine.createVolume(body);
      case "connect" -> engine.connect(body.path("Network").asText(), body.path("Body"));
      default -> throw new IllegalArgumentException(call);
    }
  }

  /** A line: the call, its body, and the key of the policy that decides, or never. */
  @ParameterizedTest
  @CsvFileSource(resources = "/guard/refused.csv", delimiter = '|', commentCharacter = '#')
  void refuses(String call, String body, String key) {
    Engine engine = guarded("mounts: [{path: $SRV}]\n");

    assertThatThrownBy(() -> make(engine, call, json(body)))
        .isInstanceOfSatisfying(
            EngineException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(EngineException.Kind.NOT_ALLOWED);
              assertThat(refused)
                  .hasMessageStartingWith("the policy of this machine does not allow it: ");
              if (key.equals("never")) {
                assertThat(refused).hasMessageNotContaining("`");
              } else {
                assertThat(refused).hasMessageContaining("`" + key + "`");
              }
            });
    assertThat(calls.names()).isEmpty();
  }

  /** A line: the call, its body, and the policy that allows it. */
  @ParameterizedTest
  @CsvFileSource(resources = "/guard/allowed.csv", delimiter = '|', commentCharacter = '#')
  void allows(String call, String body, String policy) {
    Engine engine = guarded(policy);
    JsonNode given = json(body);

    try {
      make(engine, call, given);
    } catch (EngineException e) {
      // The simulated engine need not have the container; the guard let the call through.
      assertThat(e.kind()).isEqualTo(EngineException.Kind.NOT_FOUND);
    }
    assertThat(calls.names()).hasSize(1);
    JsonNode got = calls.bodies().getFirst();
    assertThat(call.equals("host") ? got.path("HostConfig") : got)
        .isEqualTo(call.equals("connect") ? given.path("Body") : given);
  }

  @Test
  void anUnusablePolicyAllowsNothingToBeMade() {
    Engine engine = guarded("privilegd: true\n");

    for (String call : List.of("body", "update", "network", "volume", "connect")) {
      assertThatThrownBy(() -> make(engine, call, json("{'Name': 'x'}")))
          .hasMessageContaining("cannot be used, so nothing may be made or changed: ")
          .hasMessageContaining("policy.yaml:1:1: the key \"privilegd\"");
    }
    assertThat(calls.names()).isEmpty();
  }

  @Test
  void whatIsThereMayBeStartedStoppedAndRemovedUnderAnyPolicy() {
    String id =
        simulated.create("old", json("{'Image': 'web:1', 'HostConfig': {'Privileged': true}}"));
    Engine engine = guarded("privilegd: true\n");

    assertThatCode(
            () -> {
              engine.start(id);
              engine.stop(id, java.time.Duration.ZERO);
              engine.rename(id, "older");
              engine.remove(id);
              engine.removeVolume("plain");
            })
        .doesNotThrowAnyException();
  }

  @Test
  void nobodyWritesIntoAContainerThatHasMoreThanIsAllowed() {
    String id =
        simulated.create("old", json("{'Image': 'web:1', 'HostConfig': {'Privileged': true}}"));

    assertThatThrownBy(() -> guarded("{}\n").putArchive(id, "/", new byte[0]))
        .hasMessageContaining("Privileged");
    assertThat(calls.names()).isEmpty();
    guarded("privileged: true\n").putArchive(id, "/", new byte[1024]);
    assertThat(calls.names()).containsExactly("putArchive");
  }

  @Test
  void theBodyThatIsJudgedIsTheOneThatTheEngineGets() {
    var body = (com.fasterxml.jackson.databind.node.ObjectNode) json("{'Image': 'web:1'}");
    guarded("{}\n").create("new", body);

    assertThat(calls.bodies().getFirst()).isEqualTo(body).isNotSameAs(body);
  }

  @Test
  void asksForTheSameThatIsRefused() {
    Engine engine = guarded("{}\n");

    assertThatThrownBy(
            () -> engine.allow(Engine.Call.CREATE, json("{'HostConfig': {'Privileged': true}}")))
        .hasMessageContaining("`privileged`");
    assertThatThrownBy(() -> engine.allow(Engine.Call.CREATE_VOLUME, json("{'Driver': 'other'}")))
        .hasMessageContaining("`volumeDrivers`");
    assertThatThrownBy(
            () -> engine.allow(Engine.Call.CREATE_NETWORK, json("{'Driver': 'macvlan'}")))
        .hasMessageContaining("`networkDrivers`");
    assertThatThrownBy(() -> engine.allowConnect("host", json("{}")))
        .hasMessageContaining("`hostNamespaces`");
    assertThat(calls.names()).isEmpty();
  }

  @Test
  void theIdOfTheMachinesNetworkIsAnotherWordForIt() {
    String id =
        simulated.networks().stream()
            .filter(network -> network.path("Name").asText().equals("host"))
            .map(network -> network.path("Id").asText())
            .findFirst()
            .orElseThrow();

    for (String name : List.of(id, id.substring(0, 12))) {
      assertThatThrownBy(
              () -> make(guarded("{}\n"), "host", json("{'NetworkMode': '" + name + "'}")))
          .hasMessageContaining("`hostNamespaces`");
    }
  }

  @Test
  void everyCallOfAnEngineIsKnownToThisTest() {
    var known = new TreeSet<>(RecordedCalls.CHANGING);
    known.addAll(
        List.of(
            "allow",
            "allowConnect",
            "close",
            "container",
            "containerCount",
            "containers",
            "defaultNetwork",
            "events",
            "getArchive",
            "image",
            "info",
            "inspection",
            "logs",
            "networks",
            "ownCapabilities",
            "stat",
            "volumes"));

    assertThat(Arrays.stream(Engine.class.getMethods()).map(java.lang.reflect.Method::getName))
        .containsOnlyOnceElementsOf(known)
        .hasSize(known.size());
    assertThat(
            Arrays.stream(GuardedEngine.class.getDeclaredMethods())
                .map(java.lang.reflect.Method::getName))
        .as("a call that is not passed on would be answered by the interface")
        .containsAll(known);
  }
}
