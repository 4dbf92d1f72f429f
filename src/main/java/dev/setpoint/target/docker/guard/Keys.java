package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.yaml.Visible;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Refuses keys that are not known, in exactly their spelling: engines take {@code privileged} for
 * {@code Privileged}.
 */
final class Keys {
  private final Findings findings;

  Keys(Findings findings) {
    this.findings = findings;
  }

  /** Refuses all keys but these. */
  void only(String path, JsonNode object, Collection<String> known) {
    if (object.isMissingNode() || object.isNull()) {
      return;
    }
    if (!object.isObject()) {
      findings.never(path, "is not a block of keys");
      return;
    }
    object
        .fieldNames()
        .forEachRemaining(key -> {
          if (!known.contains(key)) {
            String where = path.isEmpty() ? "" : path + ".";
            findings.never(where + shown(key), "is a key that the policy does not know");
          }
        });
  }

  private static String shown(String key) {
    String quoted = Visible.quoted(key);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** The items of a list; nothing when there is none, refused when it is something else. */
  List<JsonNode> list(String path, JsonNode list) {
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray()) {
      findings.never(path, "is not a list");
      return List.of();
    }
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  /** Refuses everything that is there and not empty. */
  void empty(String path, JsonNode node, Set<String> harmless) {
    boolean nothing =
        node.isMissingNode()
            || node.isNull()
            || (node.isContainerNode() && node.isEmpty())
            || (node.isTextual() && harmless.contains(node.asText()))
            || (node.isBoolean() && !node.asBoolean());
    if (!nothing) {
      findings.never(path, "is never allowed");
    }
  }
}
