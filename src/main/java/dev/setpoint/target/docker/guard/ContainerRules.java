package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** Judges what a container is made from: every key is known, and each has its rule. */
final class ContainerRules {
  /** What concerns the process alone. */
  private static final Set<String> BODY_KEYS =
      Set.of(
          "Image",
          "Hostname",
          "Domainname",
          "User",
          "AttachStdin",
          "AttachStdout",
          "AttachStderr",
          "ExposedPorts",
          "Tty",
          "OpenStdin",
          "StdinOnce",
          "Env",
          "Cmd",
          "Entrypoint",
          "Healthcheck",
          "Volumes",
          "WorkingDir",
          "NetworkDisabled",
          "MacAddress",
          "Labels",
          "StopSignal",
          "StopTimeout",
          "Shell",
          "HostConfig",
          "NetworkingConfig");

  /** Limits, and what else takes nothing from the machine. */
  private static final Set<String> HARMLESS_HOST_KEYS =
      Set.of(
          "Memory",
          "MemoryReservation",
          "MemorySwap",
          "MemorySwappiness",
          "CpuShares",
          "NanoCpus",
          "CpuPeriod",
          "CpuQuota",
          "CpusetCpus",
          "CpusetMems",
          "PidsLimit",
          "RestartPolicy",
          "Init",
          "ShmSize",
          "Ulimits",
          "ReadonlyRootfs",
          "CapDrop",
          "ExtraHosts",
          "Dns",
          "DnsSearch",
          "DnsOptions",
          "PortBindings",
          "PublishAllPorts",
          "AutoRemove");

  /** Keys that a rule judges. */
  private static final Set<String> JUDGED_HOST_KEYS =
      Set.of(
          "Privileged",
          "CapAdd",
          "SecurityOpt",
          "Devices",
          "DeviceCgroupRules",
          "DeviceRequests",
          "Sysctls",
          "GroupAdd",
          "Runtime",
          "MaskedPaths",
          "ReadonlyPaths",
          "NetworkMode",
          "PidMode",
          "IpcMode",
          "UTSMode",
          "UsernsMode",
          "CgroupnsMode",
          "CgroupParent",
          "Binds",
          "Mounts",
          "Tmpfs",
          "VolumesFrom",
          "VolumeDriver",
          "LogConfig");

  private static final Set<String> HOST_KEYS = joined();

  private final Findings findings;
  private final Keys keys;
  private final HostPaths paths;
  private final EngineFacts facts;

  ContainerRules(Findings findings, Surroundings surroundings, EngineFacts facts) {
    this.findings = findings;
    this.keys = new Keys(findings);
    this.paths = new HostPaths(findings, surroundings);
    this.facts = facts;
  }

  private static Set<String> joined() {
    var all = new TreeSet<>(HARMLESS_HOST_KEYS);
    all.addAll(JUDGED_HOST_KEYS);
    return all;
  }

  /** The body of a create call. */
  void create(JsonNode body) {
    keys.only("", body, BODY_KEYS);
    mounting().anonymous(body.path("Volumes"));
    JsonNode networking = body.path("NetworkingConfig");
    keys.only("NetworkingConfig", networking, Set.of("EndpointsConfig"));
    networking
        .path("EndpointsConfig")
        .properties()
        .forEach(entry -> {
          namespaces().network("NetworkingConfig", entry.getKey());
          new ObjectRules(findings, paths, namespaces()).endpoint(entry.getValue());
        });
    host(body.path("HostConfig"));
  }

  /** A {@code HostConfig}; the body of an update call is the same. */
  void host(JsonNode host) {
    keys.only("HostConfig", host, HOST_KEYS);
    new ConfinementRules(findings, keys).judge(host);
    namespaces().judge(host);
    keys.empty("DeviceCgroupRules", host.path("DeviceCgroupRules"), Set.of());
    keys.empty("DeviceRequests", host.path("DeviceRequests"), Set.of());
    keys.empty("CgroupParent", host.path("CgroupParent"), Set.of(""));
    for (JsonNode from : keys.list("VolumesFrom", host.path("VolumesFrom"))) {
      namespaces().joins("VolumesFrom", from.asText());
    }
    mounting().binds(host.path("Binds"));
    mounting().mounts(host.path("Mounts"));
    mounting().tmpfs(host.path("Tmpfs"));
    String driver = host.path("VolumeDriver").asText("");
    if (!driver.isEmpty()) {
      new VolumeRules(findings, paths).judge("VolumeDriver", driver, host.path("none"));
    }
    logging(host.path("LogConfig"));
  }

  private MountRules mounting() {
    return new MountRules(findings, keys, paths, facts::volume);
  }

  private NamespaceRules namespaces() {
    return new NamespaceRules(findings, facts::isHostNetwork);
  }

  /** Some drivers write to any socket of the machine that they are told. */
  private void logging(JsonNode logging) {
    keys.only("LogConfig", logging, Set.of("Type", "Config"));
    logging
        .path("Config")
        .properties()
        .forEach(entry -> {
          String value = entry.getValue().asText();
          int scheme = value.indexOf("://");
          if (scheme >= 0 && value.substring(0, scheme).strip().startsWith("unix")) {
            paths.judge("LogConfig." + entry.getKey(), value.substring(scheme + 3), false);
          } else if (entry.getKey().equals("path") || value.startsWith("/")) {
            paths.judge("LogConfig." + entry.getKey(), value, false);
          }
        });
  }
}
