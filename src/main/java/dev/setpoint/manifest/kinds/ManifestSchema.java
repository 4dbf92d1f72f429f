package dev.setpoint.manifest.kinds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.shape.ReferencePage;
import dev.setpoint.manifest.substitution.VariableSchema;

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
    VariableSchema.define(definitions);
    for (ResourceKind kind : ResourceKind.written()) {
      String name = kind.yamlName();
      kinds.add(name);
      definitions.set(name, Kinds.shape(kind).schema());
      ObjectNode choice = choices.addObject();
      choice.putObject("if").putObject("properties").putObject("kind").put("const", name);
      ObjectNode then = choice.putObject("then");
      if (Kinds.arePlaced(kind)) {
        String filledIn = name + "WithVariables";
        definitions.set(filledIn, VariableSchema.widened(Kinds.shape(kind).schema()));
        asksForSubstitution(then.putObject("if"));
        then.putObject("then").put("$ref", "#/$defs/" + filledIn);
        then.putObject("else").put("$ref", "#/$defs/" + name);
      } else {
        then.put("$ref", "#/$defs/" + name);
      }
    }
    return print(schema);
  }

  private static void asksForSubstitution(ObjectNode condition) {
    ObjectNode spec = condition.putObject("properties").putObject("spec");
    spec.putObject("properties").putObject("substitute").put("const", true);
    spec.putArray("required").add("substitute");
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
