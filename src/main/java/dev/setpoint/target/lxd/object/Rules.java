package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.instance.ServerNetwork.Acl;
import dev.setpoint.manifest.instance.ServerNetwork.AclRule;
import dev.setpoint.manifest.instance.ServerNetwork.Forward;
import dev.setpoint.manifest.instance.ServerNetwork.ForwardPort;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Access lists and forwards as the server's JSON, and that JSON as one line of text each: the lists
 * are ours as a whole, so that one line tells whether they are as declared.
 */
final class Rules {
  private static final List<String> RULE =
      List.of(
          "action",
          "protocol",
          "source",
          "source_port",
          "destination",
          "destination_port",
          "state",
          "description");
  private static final List<String> PORT =
      List.of("protocol", "listen_port", "target_address", "target_port", "description");

  private Rules() {}

  static FieldValue acls(List<Acl> acls) {
    var entries = new TreeMap<String, FieldValue>();
    acls.forEach(acl -> entries.put(acl.name(), FieldValue.text(aclLine(acl(acl)))));
    return FieldValue.entries(entries);
  }

  static FieldValue liveAcls(JsonNode listed) {
    var entries = new TreeMap<String, FieldValue>();
    listed.forEach(acl -> entries.put(acl.path("name").asText(), FieldValue.text(aclLine(acl))));
    return FieldValue.entries(entries);
  }

  static FieldValue forwards(List<Forward> forwards) {
    var entries = new TreeMap<String, FieldValue>();
    forwards.forEach(
        forward -> entries.put(forward.listen(), FieldValue.text(forwardLine(forward(forward)))));
    return FieldValue.entries(entries);
  }

  static FieldValue liveForwards(JsonNode listed) {
    var entries = new TreeMap<String, FieldValue>();
    listed.forEach(forward ->
        entries.put(
            forward.path("listen_address").asText(), FieldValue.text(forwardLine(forward))));
    return FieldValue.entries(entries);
  }

  private static String aclLine(JsonNode acl) {
    return "description=%s; in: %s; out: %s"
        .formatted(
            acl.path("description").asText(""),
            lines(acl.path("ingress"), RULE),
            lines(acl.path("egress"), RULE));
  }

  private static String forwardLine(JsonNode forward) {
    return "description=%s; target=%s; ports: %s"
        .formatted(
            forward.path("description").asText(""),
            forward.path("config").path("target_address").asText(""),
            lines(forward.path("ports"), PORT));
  }

  private static List<String> lines(JsonNode rules, List<String> keys) {
    var lines = new ArrayList<String>();
    rules.forEach(rule -> {
      var words = new ArrayList<String>();
      keys.stream()
          .filter(key -> !rule.path(key).asText("").isEmpty())
          .forEach(key -> words.add(key + "=" + rule.path(key).asText()));
      lines.add(String.join(" ", words));
    });
    return lines;
  }

  /** The body of an access list. */
  static ObjectNode acl(Acl acl) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    put(body, "description", acl.description());
    var ingress = body.putArray("ingress");
    acl.ingress().forEach(rule -> ingress.add(rule(rule)));
    var egress = body.putArray("egress");
    acl.egress().forEach(rule -> egress.add(rule(rule)));
    return body;
  }

  private static ObjectNode rule(AclRule rule) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("action", rule.action().name().toLowerCase(Locale.ROOT));
    put(body, "source", rule.source());
    put(body, "destination", rule.destination());
    put(body, "protocol", rule.protocol());
    put(body, "source_port", rule.sourcePort());
    put(body, "destination_port", rule.destinationPort());
    body.put("state", rule.state().word());
    put(body, "description", rule.description());
    return body;
  }

  /** The body of a forward. */
  static ObjectNode forward(Forward forward) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    put(body, "description", forward.description());
    ObjectNode config = body.putObject("config");
    if (forward.target() != null) {
      config.put("target_address", forward.target());
    }
    var ports = body.putArray("ports");
    forward.ports().forEach(port -> ports.add(port(port)));
    return body;
  }

  private static ObjectNode port(ForwardPort port) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("protocol", port.protocol());
    body.put("listen_port", port.listen());
    body.put("target_address", port.target());
    put(body, "target_port", port.targetPort());
    put(body, "description", port.description());
    return body;
  }

  private static void put(ObjectNode body, String key, @Nullable String value) {
    body.put(key, value == null ? "" : value);
  }
}
