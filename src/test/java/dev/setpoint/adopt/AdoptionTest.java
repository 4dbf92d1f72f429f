package dev.setpoint.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.Identity;
import dev.setpoint.target.contract.KitTarget;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.draft.EngineDrafter;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Drafter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of drafts, on an engine in this process. */
class AdoptionTest {
  private final SimulatedEngine engine = SimulatedEngine.create(InstantSource.system());

  private Place place(String name, Drafter drafter) {
    var settings = TargetSettings.standard(new Identity(name, "nobody", "local"), Profile.DOCKER);
    var target = new DockerTarget(engine, settings, KitTarget.HIDER, InstantSource.system());
    return new Place(target, drafter);
  }

  private Place docker() {
    return place("docker", new EngineDrafter(engine, Profile.DOCKER, KitTarget.HIDER));
  }

  private static Adopted run(Wish wish, Place... places) {
    return new Adoption(List.of(places), KitTarget.HIDER).run(wish);
  }

  private static Wish all(String node) {
    return new Wish(node, Set.of());
  }

  private void container(String name, ObjectNode body) {
    engine.load("a:1", "a:1", JsonNodeFactory.instance.objectNode());
    engine.start(engine.create(name, body.put("Image", "a:1")));
  }

  private static ObjectNode body() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static Drafter drafts(Draft... drafts) {
    return () -> List.of(drafts);
  }

  private static Draft.Written network(String name, ObjectNode spec) {
    return new Draft.Written(
        ResourceKind.NETWORK, name, spec, List.of(), false, Map.of(), Map.of());
  }

  @Test
  void aContainerBecomesAManifestWithoutDrift() {
    container("web", body());
    Adopted adopted = run(all("local"), docker());
    assertThat(adopted.documents()).hasSize(1);
    assertThat(adopted.documents().getFirst().yaml())
        .isEqualTo(
            """
            apiVersion: setpoint.dev/v1
            kind: Container
            metadata: {name: web}
            spec:
              nodes: {names: [local]}
              target: docker
              adopt: true
              image: a:1
            """);
    assertThat(adopted.differs()).isFalse();
  }

  @Test
  void anotherNodeThanTheLocalOneGetsAManifestToo() {
    container("web", body());
    Adopted adopted = run(all("edge-1"), docker());
    assertThat(adopted.documents())
        .extracting(Adopted.Document::file)
        .containsExactly("node/edge-1.yaml", "container/web.yaml");
  }

  @Test
  void aNameThatNoManifestMayHaveIsLeftOutWithAProposal() {
    container("Web_1", body());
    container("web", body());
    Adopted adopted = run(all("local"), docker());
    assertThat(adopted.documents()).hasSize(1);
    assertThat(adopted.leftOut())
        .singleElement()
        .satisfies(left -> assertThat(left.why()).contains("give it another one: write web_1"));
  }

  @Test
  void onlyWhatIsNamedIsTakenOverAndItsNetworkIsExternal() {
    engine.createNetwork(body().put("Name", "front").put("Driver", "bridge"));
    ObjectNode body = body();
    body.putObject("HostConfig").put("NetworkMode", "front");
    body.putObject("NetworkingConfig").putObject("EndpointsConfig").putObject("front");
    container("web", body);
    container("db", body());
    Adopted adopted = run(new Wish("local", Set.of("container/web", "container/lost")), docker());
    assertThat(adopted.documents()).hasSize(1);
    assertThat(adopted.documents().getFirst().yaml()).contains("- {name: front, external: true}");
    assertThat(adopted.notFound()).containsExactly("container/lost");
  }

  @Test
  void whatCouldNotBeSaidIsProtectedAndNoted() {
    container("web", body().put("Tty", true));
    Adopted adopted = run(all("local"), docker());
    assertThat(adopted.documents().getFirst().yaml())
        .startsWith("# Not in this manifest")
        .contains("protect: confirm");
  }

  @Test
  void aDraftThatDiffersIsShownFieldByFieldAndProtected() {
    engine.createNetwork(body().put("Name", "front").put("Driver", "bridge"));
    Place place = place("docker", drafts(network("front", body().put("internal", true))));
    Adopted adopted = run(all("local"), place);
    assertThat(adopted.differs()).isTrue();
    assertThat(adopted.documents().getFirst().drift())
        .containsExactly("spec.internal: the manifest says true, it is false");
    assertThat(adopted.documents().getFirst().yaml())
        .startsWith("# Differs from what is live: spec.internal")
        .contains("protect: confirm");
  }

  @Test
  void whatTheReaderRefusesIsLeftOutAndTheRestIsNot() {
    engine.createNetwork(body().put("Name", "front").put("Driver", "bridge"));
    engine.createNetwork(body().put("Name", "back").put("Driver", "bridge"));
    Place place =
        place(
            "docker",
            drafts(network("front", body()), network("back", body().put("nonsense", true))));
    Adopted adopted = run(all("local"), place);
    assertThat(adopted.documents())
        .extracting(Adopted.Document::file)
        .containsExactly("network/front.yaml");
    assertThat(adopted.leftOut())
        .singleElement()
        .satisfies(left -> assertThat(left.what()).isEqualTo("network back"));
  }

  @Test
  void ofTwoTargetsWithOneNameTheFirstCounts() {
    engine.createNetwork(body().put("Name", "front").put("Driver", "bridge"));
    Adopted adopted =
        run(
            all("local"),
            place("docker", drafts(network("front", body()))),
            place("podman", drafts(network("front", body()))));
    assertThat(adopted.documents()).hasSize(1);
    assertThat(adopted.leftOut())
        .singleElement()
        .satisfies(left -> assertThat(left.why()).contains("has that of docker"));
  }

  @Test
  void aTargetThatDoesNotAnswerIsSaidAndTheOthersGoOn() {
    container("web", body());
    Drafter silent =
        () -> {
          throw new Drafter.Unreadable("connection refused", new RuntimeException());
        };
    Adopted adopted = run(all("local"), place("podman", silent), docker());
    assertThat(adopted.unanswered()).containsExactly("podman does not answer: connection refused");
    assertThat(adopted.documents()).hasSize(1);
  }
}
