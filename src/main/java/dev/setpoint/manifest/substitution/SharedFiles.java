package dev.setpoint.manifest.substitution;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.node.VariableValue;
import dev.setpoint.manifest.shape.Reading;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.manifest.yaml.YamlFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of one repository tree that hold values or variables, each read once however many
 * manifests and nodes use it. What is wrong with one is said once. For one thread.
 */
public final class SharedFiles {
  private final RepositoryTree tree;
  private final Consumer<Problem> problems;
  private final Map<String, Optional<Map<String, VariableValue>>> values = new HashMap<>();
  private final Map<String, Optional<Content>> contents = new HashMap<>();

  /** Content of a file that holds variables. */
  public record Content(String path, String text, VariableText parts) {
    /** Line and column of a place in the text, both from 1. */
    public Problem problem(int at, String what, String why, String remedy) {
      int line = 1;
      int begin = 0;
      for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
        line++;
        begin = i + 1;
      }
      return new Problem(path, line, at - begin + 1, what, why, remedy);
    }
  }

  /** Reads from a tree, and tells what is wrong with its files. */
  public SharedFiles(RepositoryTree tree, Consumer<Problem> problems) {
    this.tree = tree;
    this.problems = problems;
  }

  /** The values in a file; empty when it is not there, or broken, which has been told then. */
  public Optional<Map<String, VariableValue>> values(@Nullable String path) {
    return path == null ? Optional.of(Map.of()) : values.computeIfAbsent(path, this::readValues);
  }

  /** The content of a file; empty when it is not there, or no text, which has been told then. */
  public Optional<Content> content(String path) {
    return contents.computeIfAbsent(path, this::readContent);
  }

  private Optional<Map<String, VariableValue>> readValues(String path) {
    return tree.find(path).flatMap(this::readValues);
  }

  private Optional<Map<String, VariableValue>> readValues(RepositoryFile file) {
    YamlFile yaml = YamlFile.read(file.path(), tree.read(file));
    yaml.problems().forEach(problems);
    List<Node> documents = yaml.documents();
    if (documents.size() != 1) {
      if (yaml.problems().isEmpty()) {
        problems.accept(
            new Problem(
                file.path(),
                0,
                0,
                "the file has " + documents.size() + " documents",
                "values of variables are one block of NAME: VALUE lines",
                "write one document"));
      }
      return Optional.empty();
    }
    var reading = new Reading(file.path());
    Map<String, VariableValue> read = Shapes.VARIABLES.read(documents.getFirst(), reading);
    reading.problems().forEach(problems);
    return Optional.ofNullable(read);
  }

  private Optional<Content> readContent(String path) {
    RepositoryFile file = tree.find(path).orElse(null);
    if (file == null) {
      return Optional.empty();
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(tree.read(file))).toString();
      var parts = VariableText.of(text);
      var content = new Content(path, text, parts);
      boolean areNames = true;
      for (VariableText.Use use : parts.uses()) {
        if (!Variables.isName(use.name())) {
          areNames = false;
          problems.accept(noName(content, use));
        }
      }
      return areNames ? Optional.of(content) : Optional.empty();
    } catch (CharacterCodingException notText) {
      problems.accept(
          new Problem(
              path,
              0,
              0,
              "the file is not UTF-8",
              "variables are filled in text only",
              "save it as UTF-8, or remove template: true where it is used"));
      return Optional.empty();
    }
  }

  private static Problem noName(Content content, VariableText.Use use) {
    return content.problem(
        use.at(),
        "the file uses " + Template.shown(use.name()),
        "variables are node.name, node.labels.KEY and vars.NAME",
        "write one of these, or $${ for the text itself");
  }
}
