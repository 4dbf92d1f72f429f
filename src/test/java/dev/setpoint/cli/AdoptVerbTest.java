package dev.setpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.adopt.Adopted;
import dev.setpoint.adopt.Adopted.Document;
import dev.setpoint.adopt.Adopted.LeftOut;
import dev.setpoint.manifest.ResourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code adopt} prints and writes. */
class AdoptVerbTest {
  private static final String YAML = "apiVersion: setpoint.dev/v1\nkind: Container\n";
  private static final Adopted SOME = adopted(List.of());

  @TempDir Path data;

  private static Adopted adopted(List<String> drift) {
    return new Adopted(
        List.of(
            document("web", List.of("A note."), drift, Map.of("files/web/LINES", "one\ntwo\n")),
            document("db", List.of(), List.of(), Map.of())),
        List.of(new LeftOut("docker", "container tmp", "it was made with --rm")),
        List.of(),
        List.of(),
        Map.of("web/db-password", "hunter2"));
  }

  private static Document document(
      String name, List<String> notes, List<String> drift, Map<String, String> files) {
    return new Document(
        ResourceId.container(name),
        "docker",
        "container/" + name + ".yaml",
        YAML,
        notes,
        drift,
        files);
  }

  private CliFixture.Result run(Adopted adopted, String... args) {
    var cli = new CliFixture(data);
    cli.finds(adopted);
    return cli.run(args);
  }

  @Test
  void printsManifestsAloneAndTheReportBesideThem() {
    var result = run(SOME, "adopt");
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo(YAML + "---\n" + YAML);
    assertThat(result.err())
        .isEqualTo(
            """
            container/web (docker)  checked: no drift
                A note.
                It refers to files/web/LINES, see --out.
            container/db (docker)  checked: no drift
            Left out
              container tmp (docker): it was made with --rm
            Secrets that the node needs, with the values that are live now
              web/db-password
            2 manifests, 2 without drift, 0 that differ; 1 left out
            """);
  }

  @Test
  void writesFilesAndNeverOverOthers() throws IOException {
    Path out = data.resolve("out");
    Files.createDirectories(out.resolve("container"));
    Files.writeString(out.resolve("container/db.yaml"), "mine");
    var result = run(SOME, "adopt", "--out", out.toString());
    assertThat(result.code()).isZero();
    assertThat(out.resolve("container/web.yaml")).hasContent(YAML);
    assertThat(out.resolve("files/web/LINES")).hasContent("one\ntwo\n");
    assertThat(out.resolve("container/db.yaml")).hasContent("mine");
    assertThat(result.out())
        .contains("There before, and left as they are\n  " + out.resolve("container/db.yaml"));
  }

  @Test
  void handsSecretsToTheNodeAloneAndPrintsNone() throws IOException {
    Path secrets = data.resolve("secrets");
    var result = run(SOME, "adopt", "--secrets", secrets.toString());
    Path file = secrets.resolve("web/db-password");
    assertThat(file).hasContent("hunter2\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(result.out() + result.err()).doesNotContain("hunter2");
  }

  @Test
  void endsWithOneWhenSomethingDiffers() {
    var result = run(adopted(List.of("spec.user: the manifest says 1, it is 2")), "adopt");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("checked: differs", "1 that differ");
  }

  @Test
  void printsJsonWithoutSecrets() {
    var result = run(SOME, "adopt", "-o", "json");
    assertThat(result.out())
        .contains("\"resource\":\"container/web\"", "\"secrets\":[\"web/db-password\"]")
        .doesNotContain("hunter2");
  }

  @Test
  void refusesATargetThatItDoesNotKnow() {
    var result = run(SOME, "adopt", "--target", "kubernetes");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Write docker, podman, lxd or incus");
  }
}
