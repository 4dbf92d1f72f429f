package dev.setpoint.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.bench.EngineSocket.Answer;
import dev.setpoint.bench.InstanceSubject.ServerSocketCalls;
import java.nio.file.Path;

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

  /**
   * LXD or Incus over one kept connection, with no code of the program that is measured. Whatever
   * the server does as an operation is waited for.
   */
  static final class ServerSocketCalls implements AutoCloseable {
    static final ObjectMapper JSON = EngineSocket.JSON;

    private final EngineSocket socket;

    ServerSocketCalls(Path path) {
      this.socket = new EngineSocket(path, "");
      // LXD 5.0 takes no further connection before one that it has taken says something.
      must("GET", "/1.0", "");
    }

    /** Sends, and waits for the end of it, whatever that is. */
    Answer call(String method, String path, String body) {
      return ended(socket.call(method, path, body));
    }

    /** The same; anything but a success ends the benchmark. */
    Answer must(String method, String path, String body) {
      return good(method + " " + path, call(method, path, body));
    }

    /** Writes on condition that nobody wrote meanwhile. */
    void put(String path, String body, String etag) {
      String lines = "Content-Type: application/json\r\nIf-Match: %s\r\n".formatted(etag);
      good("PUT " + path, ended(socket.call("PUT", path, lines, body)));
    }

    /** Puts a file into an instance, owned by user 1000. */
    void file(String path, String content) {
      var lines = new StringBuilder("Content-Type: application/octet-stream\r\n");
      for (String product : new String[] {"LXD", "Incus"}) {
        lines.append("X-%s-uid: 1000\r\nX-%s-gid: 1000\r\n".formatted(product, product));
        lines.append("X-%s-mode: 0640\r\nX-%s-type: file\r\n".formatted(product, product));
      }
      good("POST " + path, ended(socket.call("POST", path, lines.toString(), content)));
    }

    private Answer ended(Answer answer) {
      if (answer.status() != 202) {
        return answer;
      }
      String operation = answer.json().path("operation").asText();
      Answer end = socket.call("GET", operation + "/wait?timeout=60");
      int status = end.json().path("metadata").path("status_code").asInt();
      return status == 200 ? end : new Answer(500, end.body(), "");
    }

    private static Answer good(String what, Answer answer) {
      if (answer.status() >= 400) {
        throw new IllegalStateException(
            "%s answered %d %s".formatted(what, answer.status(), answer.body()));
      }
      return answer;
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
