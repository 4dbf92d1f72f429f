package dev.setpoint.manifest.yaml;

import java.util.List;

/**
 * What one YAML file holds.
 *
 * @param documents roots of its documents, empty ones left out; those before a syntax error are
 *     there
 * @param problems what is wrong with the YAML itself
 */
public record YamlFile(List<Node> documents, List<Problem> problems) {
  public YamlFile {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a file strictly: UTF-8, YAML 1.2, no tags beyond the core ones, no merge keys, no
   * duplicate keys, within limits. Never throws for what the bytes hold.
   */
  public static YamlFile read(String path, byte[] content) {
    return switch (Utf8.decode(path, content)) {
      case Utf8.Refused(var problem) -> new YamlFile(List.of(), List.of(problem));
      case Utf8.Text(var text) -> new YamlComposer(path, text).compose();
    };
  }

  /**
   * Reads one document that {@link JsonText} wrote, with the same strictness. Never throws for what
   * the text holds.
   *
   * @param path the file that the document stands in
   * @param line its line there
   */
  public static YamlFile ofJson(String path, int line, String json) {
    return new JsonComposer(path, new Place(line, 1)).compose(json);
  }
}
