package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.docker.guard.LocalPolicy.Namespace;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Judges what a container shares with its machine and with other containers. */
final class NamespaceRules {
  private static final Pattern NETWORK_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final String HOST = "host";
  private static final String CONTAINER = "container:";
  private static final String JOIN_KEY = "joinContainers";
  private static final String HOST_KEY = "hostNamespaces";

  private final Findings findings;
  private final Predicate<String> isHostNetwork;

  /**
   * Rules over one body.
   *
   * @param isHostNetwork whether a name or id is another word for the machine's network
   */
  NamespaceRules(Findings findings, Predicate<String> isHostNetwork) {
    this.findings = findings;
    this.isHostNetwork = isHostNetwork;
  }

  /** All modes of a {@code HostConfig}. */
  void judge(JsonNode host) {
    network("NetworkMode", host.path("NetworkMode").asText(""));
    mode(host, "PidMode", Namespace.PID, Set.of("private"));
    mode(host, "IpcMode", Namespace.IPC, Set.of("private", "none", "shareable"));
    mode(host, "UTSMode", Namespace.UTS, Set.of("private"));
    mode(host, "UsernsMode", Namespace.USER, Set.of("private", "auto"));
    mode(host, "CgroupnsMode", Namespace.CGROUP, Set.of("private"));
  }

  /** A network by any of its names. */
  void network(String field, String name) {
    String mode = name.strip().toLowerCase(Locale.ROOT);
    if (mode.isEmpty()) {
      return;
    }
    if (mode.equals(HOST) || isHostNetwork.test(name)) {
      if (!findings.policy().hostNamespaces().contains(Namespace.NETWORK)) {
        findings.refuse(field, name, HOST_KEY);
      }
    } else if (mode.startsWith(CONTAINER)) {
      joins(field, name);
    } else if (!NETWORK_NAME.matcher(name).matches()) {
      findings.never(field, "is neither the name of a network nor a mode that the policy knows");
    }
  }

  private void mode(JsonNode host, String field, Namespace namespace, Set<String> harmless) {
    String name = host.path(field).asText("");
    String mode = name.strip().toLowerCase(Locale.ROOT);
    if (mode.isEmpty() || harmless.contains(name)) {
      return;
    }
    if (mode.equals(HOST)) {
      if (!findings.policy().hostNamespaces().contains(namespace)) {
        findings.refuse(field, name, HOST_KEY);
      }
    } else if (mode.startsWith(CONTAINER)) {
      joins(field, name);
    } else {
      findings.never(field, "is a mode that the policy does not know");
    }
  }

  /** Whatever takes something from another container. */
  void joins(String field, String name) {
    if (!findings.policy().joinContainers()) {
      findings.refuse(field, name, JOIN_KEY);
    }
  }
}
