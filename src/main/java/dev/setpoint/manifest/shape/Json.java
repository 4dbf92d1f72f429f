package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** JSON trees for schemas. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The JSON of an example that is written as YAML. */
  static JsonNode ofYaml(String yaml) {
    var load = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
    return MAPPER.valueToTree(load.loadFromString(yaml));
  }
}
