package dev.setpoint.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The instance that everything is measured with, as a manifest and as calls to a server: both make
 * the same one.
 *
 * @param server where it is, or is to be
 * @param name of it
 */
record InstanceSubject(ServerSocketCalls server, String name) {
  static final String FILE = "/etc/app.conf";
  static final String CONTENT = "port=80\n";
  static final String ROLE = "user.role";
  static final String DEVICE = "zero";

  /** As Setpoint reads it. */
  static String manifest(String name, String target) {
    return """
    apiVersion: setpoint.dev/v1
    kind: Instance
    metadata: {name: %s}
    spec:
      nodes: {names: [local]}
      target: %s
      image: {alias: busybox}
      description: one of fifty
      config:
        limits.memory: 64MiB
        limits.processes: 100
        security.nesting: true
        environment.GREETING: hello
        user.role: web
      devices:
        zero: {type: unix-char, source: /dev/zero, path: /dev/zero0, mode: "0644"}
        opt: {type: disk, source: /opt, path: /srv/opt, readonly: true}
      boot: {autostart: false, priority: 3}
      snapshots: {schedule: "0 3 * * *", expiry: 7d}
      files:
        - {path: /etc/app.conf, content: "port=80\\n", mode: "0640", owner: "1000:1000"}
    """
        .formatted(name, target);
  }

  private ObjectNode body() {
    ObjectNode body = ServerSocketCalls.JSON.createObjectNode();
    body.put("name", name).put("type", "container").put("description", "one of fifty");
    body.putObject("source").put("type", "image").put("alias", "busybox");
    body.putArray("profiles").add("default");
    ObjectNode config = body.putObject("config");
    config.put("limits.memory", "64MiB").put("limits.processes", "100");
    config.put("security.nesting", "true").put("environment.GREETING", "hello").put(ROLE, "web");
    config.put("boot.autostart", "false").put("boot.autostart.priority", "3");
    config.put("snapshots.schedule", "0 3 * * *").put("snapshots.expiry", "7d");
    ObjectNode devices = body.putObject("devices");
    device(devices.putObject(DEVICE));
    ObjectNode opt = devices.putObject("opt").put("type", "disk").put("source", "/opt");
    opt.put("path", "/srv/opt").put("readonly", "true");
    return body;
  }

  static void device(ObjectNode device) {
    device.put("type", "unix-char").put("source", "/dev/zero").put("path", "/dev/zero0");
    device.put("mode", "0644");
  }

  String path() {
    return "/1.0/instances/" + name;
  }

  /** Makes and starts it. */
  void make() {
    server.must("POST", "/1.0/instances", body().toString());
    push(CONTENT);
    start();
  }

  void start() {
    server.must("PUT", path() + "/state", "{\"action\":\"start\"}");
  }

  void kill() {
    server.must("PUT", path() + "/state", "{\"action\":\"stop\",\"force\":true}");
  }

  void remove() {
    server.call("PUT", path() + "/state", "{\"action\":\"stop\",\"force\":true}");
    server.call("DELETE", path(), "");
  }

  void push(String content) {
    server.file(path() + "/files?path=" + FILE, content);
  }

  /** Reads, changes and writes it, as its own client does. */
  void change(java.util.function.Consumer<ObjectNode> change) {
    var now = server.must("GET", path(), "");
    ObjectNode body = (ObjectNode) now.json().path("metadata");
    change.accept(body);
    server.put(path(), body.toString(), now.etag());
  }

  /** What the server says of it; nothing when it is not there. */
  JsonNode live() {
    return server.call("GET", path(), "").json().path("metadata");
  }

  String content() {
    return server.call("GET", path() + "/files?path=" + FILE, "").body();
  }
}
