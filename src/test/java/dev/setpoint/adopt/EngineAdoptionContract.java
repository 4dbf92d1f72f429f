package dev.setpoint.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.adopt.Adopted.Document;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Target;
import dev.setpoint.target.contract.KitTarget;
import dev.setpoint.target.contract.TestNode;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.Engines;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.draft.EngineDrafter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What adoption promises, on a real engine. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineAdoptionContract {
  private static final String OWNER = "adoption";

  private final Engines which;
  private final Engine engine;
  private final HandMade made;
  private final Map<String, String> ids = new TreeMap<>();

  EngineAdoptionContract(Engines which, int number) {
    this.which = which;
    this.engine = which.engine();
    this.made = new HandMade(engine, number);
  }

  @BeforeAll
  void make() {
    made.clear();
    ids.putAll(made.make());
  }

  @AfterAll
  void clear() {
    made.clear();
    engine.close();
  }

  private Target target() {
    var identity = new Identity(which == Engines.PODMAN ? "podman" : "docker", OWNER, "local");
    return new DockerTarget(
        which.engine(),
        TargetSettings.standard(identity, which.profile()),
        KitTarget.HIDER,
        InstantSource.system());
  }

  private Adopted adopt() {
    var drafter = new EngineDrafter(engine, which.profile(), KitTarget.HIDER);
    try (Target target = target()) {
      return new Adoption(List.of(new Place(target, drafter)), KitTarget.HIDER)
          .run(new Wish("local", HandMade.names()));
    }
  }

  static InMemoryTree tree(Adopted adopted) {
    var files = new TreeMap<String, String>();
    adopted
        .documents()
        .forEach(document -> {
          files.put(document.file(), document.yaml());
          files.putAll(document.files());
        });
    return InMemoryTree.of(files);
  }

  @Test
  void whatIsLiveBecomesManifestsThatChangeNothing() {
    Adopted adopted = adopt();
    assertThat(adopted.leftOut()).isEmpty();
    assertThat(adopted.notFound()).isEmpty();
    assertThat(adopted.documents()).hasSize(HandMade.names().size());
    assertThat(adopted.documents())
        .allSatisfy(document -> assertThat(document.drift()).as(document.file()).isEmpty());
    try (var node = new TestNode(target(), OWNER, adopted.secrets())) {
      node.declare(tree(adopted));
      TestNode.Pass pass = node.pass().mustSucceed();
      assertThat(pass.plan().blocked()).isEmpty();
      assertThat(pass.plan().corrections())
          .hasSize(HandMade.names().size())
          .allMatch(Correction.Adopt.class::isInstance);
      node.mustBeQuiet();
    }
    ids.forEach((name, id) -> assertThat(engine.container(name).path("Id").asText()).isEqualTo(id));
  }

  @Test
  void noSecretStandsInAManifest() {
    Adopted adopted = adopt();
    assertThat(adopted.secrets())
        .containsOnlyKeys("adopt-env/db-password", "adopt-env/database-url")
        .containsValue("hunter2hunter2");
    assertThat(adopted.documents())
        .extracting(Document::yaml)
        .noneMatch(yaml -> yaml.contains("hunter2") || yaml.contains("s3cr3tword"))
        .noneMatch(yaml -> yaml.contains("abcdef"));
  }
}
