package dev.setpoint.target.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.Identity;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.http.HttpEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an engine answers, what cannot be told is unknown and never absent. */
class UnknownTest {
  private static final ResourceId WEB = ResourceId.container("web");
  private static final ResourceInputs NONE = Specs.inputs(Map.of(), Map.of());
  private static final String VERSION =
      "{\"Version\":\"20.10\",\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}";
  private static final String ONE =
      "[{\"Id\":\"abc\",\"Names\":[\"/web\"],\"ImageID\":\"sha256:1\",\"Labels\":{}}]";

  @TempDir private Path directory;

  private DockerTarget target(Path socket) {
    EngineLimits standard = EngineLimits.standard();
    Duration soon = Duration.ofMillis(300);
    var limits =
        new EngineLimits(soon, soon, soon, soon, soon, standard.answerBytes(), 1 << 20, 1 << 10);
    return new DockerTarget(
        new HttpEngine(new EngineAddress.Unix(socket), limits),
        TargetSettings.standard(new Identity("docker", "me", "local"), Profile.DOCKER),
        Specs.HIDER,
        InstantSource.system());
  }

  private ObservedResource look(UnaryOperator<String> answers) throws IOException {
    Path socket = directory.resolve("engine.sock");
    try (var engine = BrokenEngine.at(socket, answers);
        DockerTarget target = target(socket)) {
      assertThat(engine).isNotNull();
      return look(target);
    }
  }

  private static ObservedResource look(DockerTarget target) {
    DesiredResource desired =
        Specs.desired(target, Specs.container("web", Specs.plain("web:1")), NONE);
    return target
        .observe(Specs.state(desired), Set.of())
        .byId()
        .getOrDefault(WEB, new ObservedResource.Absent(WEB, java.util.List.of()));
  }

  private static void unknown(ObservedResource seen, String why) {
    assertThat(seen).isInstanceOf(ObservedResource.Unknown.class);
    assertThat(((ObservedResource.Unknown) seen).reason()).contains(why);
  }

  private static String answer(String request, String list, String inspect) {
    if (request.contains("/version")) {
      return BrokenEngine.json(200, VERSION);
    }
    if (request.contains("/containers/json")) {
      return list;
    }
    if (request.contains("/containers/")) {
      return inspect;
    }
    return BrokenEngine.json(200, request.contains("/info") ? "{\"Containers\":3}" : "[]");
  }

  @Test
  void whatIsBeingRemovedIsUnknownUntilItIsGone() throws IOException {
    String removing =
        "{\"Id\":\"abc\",\"Name\":\"/web\",\"Image\":\"sha256:1\","
            + "\"State\":{\"Status\":\"removing\",\"Running\":false},\"Config\":{}}";
    unknown(
        look(request ->
            answer(request, BrokenEngine.json(200, ONE), BrokenEngine.json(200, removing))),
        "it went away while it was looked at");
  }

  @Test
  void noSocketIsUnknown() {
    try (DockerTarget target = target(directory.resolve("none.sock"))) {
      unknown(look(target), "docker did not tell how container/web is");
      assertThat(target.status().reachable()).isFalse();
    }
  }

  @Test
  void anEngineThatHangsIsUnknown() throws IOException {
    unknown(look(_ -> ""), "did not answer");
  }

  @Test
  void anErrorIsUnknown() throws IOException {
    unknown(look(r -> answer(r, BrokenEngine.json(500, "{\"message\":\"locked\"}"), "")), "locked");
  }

  @Test
  void halfAnAnswerIsUnknown() throws IOException {
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{\"Id\":(cut)";
    unknown(look(r -> answer(r, half, "")), "docker did not tell");
  }

  @Test
  void noJsonIsUnknown() throws IOException {
    unknown(look(r -> answer(r, BrokenEngine.json(200, "<html>"), "")), "no JSON");
  }

  @Test
  void anInspectionThatFailsIsUnknownForItsContainerAlone() throws IOException {
    unknown(look(r -> answer(r, BrokenEngine.json(200, ONE), BrokenEngine.json(500, "{}"))), "{}");
  }

  @Test
  void aContainerThatGoesAwayMeanwhileIsUnknown() throws IOException {
    unknown(
        look(r -> answer(r, BrokenEngine.json(200, ONE), BrokenEngine.json(404, "{}"))),
        "went away while it was looked at");
  }

  @Test
  void aListThatSuddenlyIsEmptyIsUnknownWhileTheEngineCountsMore() throws IOException {
    Path socket = directory.resolve("engine.sock");
    var list = new AtomicReference<>(ONE);
    UnaryOperator<String> answers =
        r -> answer(r, BrokenEngine.json(200, list.get()), BrokenEngine.json(500, "{}"));
    try (var engine = BrokenEngine.at(socket, answers);
        DockerTarget target = target(socket)) {
      assertThat(engine).isNotNull();
      unknown(look(target), "{}");
      list.set("[]");
      unknown(look(target), "lists no container but counts 3");
    }
  }

  @Test
  void anEngineThatDoesNotAnswerFailsTheCorrectionWithARemedy() {
    try (DockerTarget target = target(directory.resolve("none.sock"))) {
      DesiredResource desired =
          Specs.desired(target, Specs.container("web", Specs.plain("web:1")), NONE);
      Outcome outcome =
          Corrections.apply(
              target, new Correction.Create(Corrections.due(WEB), null), desired, NONE);
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.reason()).isEqualTo(FailureReason.TARGET_UNREACHABLE);
                assertThat(failed.message())
                    .startsWith("Create of container/web failed: docker does not answer:")
                    .endsWith("check that the engine runs and that its socket may be used");
              });
    }
  }
}
