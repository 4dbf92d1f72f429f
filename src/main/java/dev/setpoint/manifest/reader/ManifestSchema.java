package dev.setpoint.manifest.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.Kinds;
import dev.setpoint.manifest.shape.ReferencePage;

/** The JSON Schema of all kinds, for editors, and the reference tables, for people. */
public final class ManifestSchema {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ManifestSchema() {}

  /** The schema (draft 2020-12) of one document of any kind. */
  public static String json() {
    ObjectNode schema = MAPPER.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Setpoint manifest");
    schema.put("type", "object");
    schema.putArray("required").add("apiVersion").add("kind");
    ArrayNode kinds = schema.putObject("properties").putObject("kind").putArray("enum");
    ArrayNode choices = schema.putArray("allOf");
    ObjectNode definitions = schema.putObject("$defs");
    for (ResourceKind kind : ResourceKind.values()) {
      String name = kind.yamlName();
      kinds.add(name);
      definitions.set(name, Kinds.shape(kind).schema());
      ObjectNode choice = choices.addObject();
      choice.putObject("if").putObject("properties").putObject("kind").put("const", name);
      choice.putObject("then").put("$ref", "#/$defs/" + name);
    }
    return print(schema);
  }

  /** The table of all fields of a kind, as Markdown. */
  public static String referenceTable(ResourceKind kind) {
    return ReferencePage.of(Kinds.shape(kind));
  }

  private static String print(ObjectNode schema) {
    var indenter = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be printed", impossible);
    }
  }
}
