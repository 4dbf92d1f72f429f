package dev.setpoint.target.lxd.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Draft.LeftOut;
import dev.setpoint.target.draft.Sketch;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.kind.Marking;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Drafts networks with the access lists that they use and their forwards. */
final class NetworkDrafts {
  private static final String ACLS = "security.acls";
  private static final Set<String> WITH_FORWARDS = Set.of("bridge", "ovn");

  private final Server server;
  private final String project;
  private final Map<String, JsonNode> acls = new TreeMap<>();

  NetworkDrafts(Server server, String project) {
    this.server = server;
    this.project = project;
    try {
      for (JsonNode acl : server.list(EntityType.ACL, project)) {
        if (Marking.read(acl.path("config")) == null) {
          acls.put(acl.path("name").asText(), acl);
        }
      }
    } catch (LxdException e) {
      if (e.kind() != LxdException.Kind.NOT_FOUND) {
        throw e; // a server without access lists has none
      }
    }
  }

  Draft draft(JsonNode json) {
    String name = json.path("name").asText();
    if (!json.path("status").asText("Created").equals("Created")) {
      return new LeftOut(
          ResourceKind.NETWORK,
          name,
          "its state is %s; settle that, then run this again"
              .formatted(json.path("status").asText()));
    }
    var sketch = ObjectDrafts.inProject(ResourceKind.NETWORK, name, project);
    String type = json.path("type").asText();
    if (!type.equals("bridge")) {
      sketch.text("driver", type);
    }
    sketch.text("description", json.path("description").asText());
    var config = Keys.own(json.path("config"));
    ArrayNode lists = acls(config, sketch);
    Keys.write(sketch, config);
    sketch.put("acls", lists);
    if (WITH_FORWARDS.contains(type)) {
      sketch.put("forwards", forwards(name, sketch));
    }
    return sketch.done();
  }

  /** Access lists are declared with the first network that uses them. */
  private ArrayNode acls(Map<String, String> config, Sketch sketch) {
    ArrayNode lists = Sketch.NODES.arrayNode();
    String used = config.getOrDefault(ACLS, "");
    List<String> names = List.of(used.split(" *, *"));
    for (String name : names) {
      JsonNode acl = acls.remove(name);
      if (acl != null) {
        lists.add(acl(acl, sketch));
      }
    }
    if (!lists.isEmpty() && lists.size() == names.size() && used.equals(String.join(",", names))) {
      config.remove(ACLS);
    }
    return lists;
  }

  private static ObjectNode acl(JsonNode acl, Sketch sketch) {
    ObjectNode written = Sketch.NODES.objectNode().put("name", acl.path("name").asText());
    text(written, "description", acl.path("description"));
    if (!Keys.own(acl.path("config")).isEmpty()) {
      sketch.lost("the options of the access list " + acl.path("name").asText());
    }
    for (String way : List.of("ingress", "egress")) {
      ArrayNode rules = Sketch.NODES.arrayNode();
      acl.path(way).forEach(rule -> rules.add(rule(rule)));
      if (!rules.isEmpty()) {
        written.set(way, rules);
      }
    }
    return written;
  }

  private static ObjectNode rule(JsonNode rule) {
    ObjectNode written = Sketch.NODES.objectNode();
    text(written, "action", rule.path("action"));
    text(written, "source", rule.path("source"));
    text(written, "destination", rule.path("destination"));
    text(written, "protocol", rule.path("protocol"));
    text(written, "sourcePort", rule.path("source_port"));
    text(written, "destinationPort", rule.path("destination_port"));
    if (!rule.path("state").asText("enabled").equals("enabled")) {
      text(written, "state", rule.path("state"));
    }
    text(written, "description", rule.path("description"));
    return written;
  }

  private ArrayNode forwards(String network, Sketch sketch) {
    ArrayNode forwards = Sketch.NODES.arrayNode();
    for (JsonNode forward : server.list(EntityType.FORWARD, project, network)) {
      ObjectNode written = forwards.addObject();
      text(written, "listen", forward.path("listen_address"));
      text(written, "target", forward.path("config").path("target_address"));
      text(written, "description", forward.path("description"));
      ArrayNode ports = Sketch.NODES.arrayNode();
      forward.path("ports").forEach(port -> ports.add(port(port)));
      if (!ports.isEmpty()) {
        written.set("ports", ports);
      }
      var others = Keys.own(forward.path("config"));
      others.remove("target_address");
      if (!others.isEmpty()) {
        sketch.lost("the options of the forward " + written.path("listen").asText());
      }
    }
    return forwards;
  }

  private static ObjectNode port(JsonNode port) {
    ObjectNode written = Sketch.NODES.objectNode();
    text(written, "protocol", port.path("protocol"));
    text(written, "listen", port.path("listen_port"));
    text(written, "target", port.path("target_address"));
    text(written, "targetPort", port.path("target_port"));
    text(written, "description", port.path("description"));
    return written;
  }

  private static void text(ObjectNode written, String key, JsonNode value) {
    if (!value.asText("").isEmpty()) {
      written.put(key, value.asText());
    }
  }

  /** Access lists that no drafted network uses. */
  List<Draft> unused() {
    return acls.keySet().stream()
        .<Draft>map(name ->
            new LeftOut(
                ResourceKind.NETWORK,
                "access list " + name,
                "a manifest has access lists with the network that uses them, and none does"))
        .toList();
  }
}
