package dev.setpoint.target.contract.field;

import dev.setpoint.manifest.ResourceKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts of manifests. */
public final class Yaml {
  /** A container that starts and stops at once; whatever a test says itself replaces its line. */
  private static final Map<String, String> USUAL = usual();

  private Yaml() {}

  private static Map<String, String> usual() {
    var usual = new LinkedHashMap<String, String>();
    usual.put("image", "image: setpoint.test/busybox:1");
    usual.put("pull", "pull: never");
    usual.put("command", "command: [sleep, \"1000000\"]");
    usual.put("stopSignal", "stopSignal: SIGKILL");
    return usual;
  }

  /** The node that all tests are on. */
  public static String node() {
    return """
    apiVersion: setpoint.dev/v1
    kind: Node
    metadata: {name: local}
    """;
  }

  /** A manifest with these lines in its spec. */
  public static String resource(ResourceKind kind, String name, List<String> lines) {
    var spec = new LinkedHashMap<String, String>();
    spec.put("nodes", "nodes: {names: [local]}");
    if (kind == ResourceKind.CONTAINER) {
      spec.putAll(USUAL);
    }
    lines.forEach(line -> spec.put(line.substring(0, line.indexOf(':')), line));
    var text = new ArrayList<String>();
    text.add("apiVersion: setpoint.dev/v1");
    text.add("kind: " + kind.yamlName());
    text.add("metadata: {name: " + name + "}");
    text.add("spec:");
    spec.values().forEach(line -> text.add("  " + line));
    return String.join("\n", text) + "\n";
  }
}
