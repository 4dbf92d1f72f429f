package dev.setpoint.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The container that everything is measured with, in three dialects: as a manifest, as the body of
 * the engine's create call, and as a service of a compose file. All three make the same container.
 *
 * @param name of the container
 * @param version a value in its environment, to change it
 */
record Subject(String name, String version) {
  static final String NODE =
      """
      apiVersion: setpoint.dev/v1
      kind: Node
      metadata: {name: local}
      """;

  private static final String LOOP = "trap 'exit 0' TERM; sleep infinity & wait";

  Subject(String name) {
    this(name, "1");
  }

  /** As Setpoint reads it. */
  String manifest() {
    return """
    apiVersion: setpoint.dev/v1
    kind: Container
    metadata: {name: %s, labels: {app: bench}}
    spec:
      nodes: {names: [local]}
      image: setpoint.test/busybox:1
      pull: never
      command: [sh, -c, "%s"]
      workingDir: /www
      env: {GREETING: hello, TIER: front, LISTEN: "8080", CACHE: "on", VERSION: "%s"}
      labels: {team: shop, tier: front}
      stopGrace: 2s
      networkMode: bridge
      hostname: front
      extraHosts: {db.internal: 10.1.2.3}
      memory: 64Mi
      cpus: 0.5
      pids: 100
      restart: unless-stopped
      capDrop: [NET_RAW]
      logging: {driver: json-file, options: {max-size: 1m}}
    """
        .formatted(name, LOOP, version);
  }

  /** As an engine takes it. */
  String body() {
    ObjectNode body = EngineSocket.JSON.createObjectNode();
    body.put("Image", "setpoint.test/busybox:1").put("WorkingDir", "/www").put("Hostname", "front");
    body.putArray("Cmd").add("sh").add("-c").add(LOOP);
    var env = body.putArray("Env").add("GREETING=hello").add("TIER=front");
    env.add("LISTEN=8080").add("CACHE=on").add("VERSION=" + version);
    body.putObject("Labels").put("team", "shop").put("tier", "front");
    body.put("StopTimeout", 2);
    ObjectNode host = body.putObject("HostConfig");
    host.put("NetworkMode", "bridge").put("Memory", 64 << 20).put("NanoCpus", 500_000_000);
    host.put("PidsLimit", 100).putObject("RestartPolicy").put("Name", "unless-stopped");
    host.putArray("ExtraHosts").add("db.internal:10.1.2.3");
    host.putArray("CapDrop").add("NET_RAW");
    var log = host.putObject("LogConfig").put("Type", "json-file");
    log.putObject("Config").put("max-size", "1m");
    return body.toString();
  }

  /** As compose reads it: a service of a JSON file, which is YAML as well. */
  ObjectNode service() {
    ObjectNode service = EngineSocket.JSON.createObjectNode();
    service.put("image", "setpoint.test/busybox:1").put("pull_policy", "never");
    service.put("container_name", name).put("working_dir", "/www").put("hostname", "front");
    service.putArray("command").add("sh").add("-c").add(LOOP);
    var env = service.putObject("environment").put("GREETING", "hello").put("TIER", "front");
    env.put("LISTEN", "8080").put("CACHE", "on").put("VERSION", version);
    service.putObject("labels").put("team", "shop").put("tier", "front");
    service.put("stop_grace_period", "2s").put("network_mode", "bridge").put("mem_limit", "64m");
    service.put("cpus", 0.5).put("pids_limit", 100).put("restart", "unless-stopped");
    service.putArray("extra_hosts").add("db.internal:10.1.2.3");
    service.putArray("cap_drop").add("NET_RAW");
    var log = service.putObject("logging").put("driver", "json-file");
    log.putObject("options").put("max-size", "1m");
    return service;
  }
}
