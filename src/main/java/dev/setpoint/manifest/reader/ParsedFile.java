package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.Kinds;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.kinds.PlacementFields;
import dev.setpoint.manifest.shape.Reading;
import dev.setpoint.manifest.substitution.Template;
import dev.setpoint.manifest.substitution.Variables;
import dev.setpoint.manifest.yaml.JsonText;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.manifest.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
    Optional<Node.Scalar> name = Kinds.nameOf(document);
    Optional<Template> template = Template.of(document);
    if (name.isPresent() && template.isPresent() && Kinds.arePlaced(kind)) {
      return Optional.of(declareTemplate(kind, name.get(), template.get(), reading));
    }
    Manifest manifest = Kinds.shape(kind).read(document, reading);
    reading
        .marked(Marks.TEMPLATE_FILE)
        .forEach(found ->
            reading.refuse(
                found.place(),
                found.path() + " stands without spec.substitute: true",
                "only manifests that ask for substitution have variables",
                "write substitute: true below spec, or remove it"));
    String text = manifest == null ? "" : text(document, reading);
    return name.map(
        word -> Declared.plain(kind, word.text(), word.place(), manifest, reading, text));
  }

  private static Declared declareTemplate(
      ResourceKind kind, Node.Scalar name, Template template, Reading reading) {
    for (Template.Use use : template.misplaced()) {
      reading.refuse(
          use.place(),
          use.path() + " holds " + Template.shown(use.name()),
          "this is the same on every node",
          "write it out, or $${ for the text itself");
    }
    for (Template.Use use : template.uses()) {
      if (!Variables.isName(use.name())) {
        reading.refuse(
            use.place(),
            use.path() + " uses " + Template.shown(use.name()),
            "variables are node.name, node.labels.KEY and vars.NAME",
            "write one of these, or $${ for the text itself");
      }
    }
    PlacementFields.Part part = PlacementFields.PART.read(template.placement(), reading);
    var variable =
        part == null || !reading.problems().isEmpty()
            ? null
            : new Declared.Variable(template, part, new ConcurrentHashMap<>());
    return new Declared(kind, name.text(), name.place(), null, reading, "", variable, null);
  }

  /** What a document says with the values of one node. */
  static Declared filledIn(Declared declared, Node document) {
    var reading = new Reading(declared.file());
    Manifest manifest = Kinds.shape(declared.kind()).read(document, reading);
    String text = manifest == null ? "" : text(document, reading);
    return Declared.plain(
        declared.kind(), declared.name(), declared.place(), manifest, reading, text);
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
