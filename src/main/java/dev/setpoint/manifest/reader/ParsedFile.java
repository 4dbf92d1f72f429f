package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.Kinds;
import dev.setpoint.manifest.shape.Reading;
import dev.setpoint.manifest.yaml.JsonText;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.manifest.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file as parsed. Immutable, and the same for the same path and content, so it can be kept.
 *
 * @param contentId content it was parsed from
 */
record ParsedFile(String path, String contentId, List<Declared> declared, List<Problem> problems) {
  static ParsedFile parse(String path, String contentId, byte[] content) {
    YamlFile yaml = YamlFile.read(path, content);
    var problems = new ArrayList<>(yaml.problems());
    var declared = new ArrayList<Declared>();
    for (Node document : yaml.documents()) {
      var reading = new Reading(path);
      Kinds.kindOf(document, reading)
          .flatMap(kind -> declare(kind, document, reading))
          .ifPresent(declared::add);
      problems.addAll(reading.problems());
    }
    return new ParsedFile(path, contentId, List.copyOf(declared), List.copyOf(problems));
  }

  private static Optional<Declared> declare(ResourceKind kind, Node document, Reading reading) {
    Manifest manifest = Kinds.shape(kind).read(document, reading);
    String text = manifest == null ? "" : text(document, reading);
    return Kinds.nameOf(document)
        .map(name -> new Declared(kind, name.text(), name.place(), manifest, reading, text));
  }

  private static String text(Node document, Reading reading) {
    Optional<String> text = JsonText.of(document);
    if (text.isEmpty()) {
      reading.refuse(
          document.place(),
          "the document has more than " + JsonText.MAX_CHARS + " characters",
          "with its aliases written out it is too large to be sent to a node",
          "shorten it, or put content in files");
    }
    return text.orElse("");
  }
}
