package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest can be sent as text, and is the same manifest where it arrives. */
class ReadDocumentTest {
  private static final Origin PLACE = new Origin("shop/web.yaml", 7);
  private static final String WEB =
      "{\"apiVersion\":\"setpoint.dev/v1\",\"kind\":\"Container\",\"metadata\":{\"name\":\"web\"},"
          + "\"spec\":{\"nodes\":{\"names\":[\"local\"]},\"image\":\"shop/web:1\"%s}}";

  @Test
  void everySoundManifestOfAllFixturesComesBackEqual() throws IOException {
    List<Declared> all = everySoundManifest();

    for (Declared declared : all) {
      Manifest manifest = Objects.requireNonNull(declared.manifest());
      assertThat(ManifestReader.readDocument(declared.document(), manifest.origin()))
          .as(declared.document())
          .isEqualTo(new ReadDocument.Sound(manifest));
      assertThat(declared.document()).doesNotContain("\n");
    }
    assertThat(all).hasSizeGreaterThan(40);
  }

  @Test
  void aCommentOrAnotherWayToWriteItDoesNotChangeTheText() {
    var plain = documentOf("metadata: {name: web}", "memory: 64Mi", "pids: 10");
    var other = documentOf("metadata:\n  'name': \"web\"", "memory: '64Mi' # enough", "pids: 10");

    assertThat(plain).isEqualTo(other).isEqualTo(WEB.formatted(",\"memory\":\"64Mi\",\"pids\":10"));
  }

  @Test
  void keysStayInTheOrderOfTheFile() {
    assertThat(documentOf("metadata: {name: web}", "pids: 10", "memory: 64Mi"))
        .isEqualTo(WEB.formatted(",\"pids\":10,\"memory\":\"64Mi\""));
  }

  @Test
  void whatStandsInAliasesIsWrittenOut() {
    assertThat(
            documentOf(
                "metadata: {name: web}", "command: [&a \"80\", *a]", "labels: {tab: \"\\t\"}"))
        .isEqualTo(WEB.formatted(",\"command\":[\"80\",\"80\"],\"labels\":{\"tab\":\"\\u0009\"}"));
  }

  @Test
  void theTextOfAFileThatDidNotChangeIsTheSameObject() {
    var reader = new ManifestReader();
    var tree = InMemoryTree.ofDirectory(Path.of("samples/repo"));

    var first = ((ReadResult.Valid) reader.read(tree)).manifests();
    var second =
        ((ReadResult.Valid) reader.read(tree.with("files/index.html", "other"))).manifests();

    first
        .byId()
        .keySet()
        .forEach(id -> assertThat(second.documentOf(id)).isSameAs(first.documentOf(id)));
  }

  @Test
  void itsOriginIsTheOneGiven() {
    assertThat(ManifestReader.readDocument(WEB.formatted(""), PLACE))
        .isInstanceOfSatisfying(
            ReadDocument.Sound.class,
            sound -> assertThat(sound.manifest().origin()).isEqualTo(PLACE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"imagee\":\"x\"",
        ",\"memory\":64",
        ",\"pids\":\"10\"",
        ",\"pids\":1e1",
        ",\"command\":null",
        ",\"env\":{\"A\":\"\\u202e\"}",
        ",\"env\":{\"A\":\"\\u0000\"}",
        ",\"env\":{\"A\":\"\\ud800\"}",
        ",\"pids\":10,\"pids\":11",
        ",\"pids\":NaN",
        ",\"pids\":10/**/",
        "}},{\"a\":{\"b\":1",
        ",",
        ",\"pids\"",
        ",\"pids\":",
      })
  void whatAFileMayNotSayATextMayNotEither(String line) {
    assertThat(ManifestReader.readDocument(WEB.formatted(line), PLACE))
        .isInstanceOfSatisfying(
            ReadDocument.Refused.class,
            refused -> assertThat(refused.toString()).startsWith("shop/web.yaml:7:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "\"web\"", "[]", "{}", "{", "]", "nonsense", "{}{}"})
  void whatIsNoManifestIsRefused(String json) {
    assertThat(ManifestReader.readDocument(json, PLACE)).isInstanceOf(ReadDocument.Refused.class);
  }

  @Test
  void deepAndLargeTextsAreRefused() {
    assertThat(problemOf("[".repeat(100_000))).contains("too many values or levels");
    assertThat(problemOf("[" + "1,".repeat(60_000) + "1]")).contains("too many values");
    assertThat(problemOf(" ".repeat(2 << 20))).contains("at most 1048576 are read");
  }

  @Test
  void aPlaceThatIsNoneIsRefused() {
    for (var place :
        List.of(
            new Origin("", 1),
            new Origin("a.yaml", 0),
            new Origin("a\u202eb.yaml", 1),
            new Origin("a\nb.yaml", 1))) {
      assertThat(ManifestReader.readDocument(WEB.formatted(""), place))
          .isInstanceOf(ReadDocument.Refused.class);
    }
  }

  @Test
  void aFileWhoseAliasesMakeItTooLargeToSendIsRefused() {
    var text = "x".repeat(65_000);
    var yaml =
        yaml("metadata: {name: web}", "command: &a [" + text + "]", "entrypoint: [*a]")
            .replace("[*a]", "[" + ("&b " + text + ", *b".repeat(19)) + "]");

    assertThat(new ManifestReader().read(InMemoryTree.of(Map.of("web.yaml", yaml))).toString())
        .contains("web.yaml:1:1: the document has more than 1048576 characters");
  }

  private static String problemOf(String json) {
    return ManifestReader.readDocument(json, PLACE).toString();
  }

  private static String documentOf(String metadata, String... lines) {
    return ParsedFile.parse("web.yaml", "1", yaml(metadata, lines).getBytes(StandardCharsets.UTF_8))
        .declared()
        .getFirst()
        .document();
  }

  private static String yaml(String metadata, String... lines) {
    return "apiVersion: setpoint.dev/v1\nkind: Container\n"
        + metadata
        + "\nspec:\n  nodes: {names: [local]}\n  image: shop/web:1\n  "
        + String.join("\n  ", lines)
        + "\n";
  }

  private static List<Declared> everySoundManifest() throws IOException {
    var sound = new ArrayList<Declared>();
    for (String root : List.of("samples", "src/test/resources")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
          addSound(sound, file.toString(), Files.readAllBytes(file));
        }
      }
    }
    for (DocumentedYaml block : DocumentedYaml.all()) {
      addSound(sound, block.page().toString(), block.text().getBytes(StandardCharsets.UTF_8));
    }
    return sound;
  }

  private static void addSound(List<Declared> sound, String path, byte[] content) {
    ParsedFile file = ParsedFile.parse(path, "1", content);
    if (file.problems().isEmpty()) {
      file.declared().stream().filter(each -> each.manifest() != null).forEach(sound::add);
    }
  }
}
