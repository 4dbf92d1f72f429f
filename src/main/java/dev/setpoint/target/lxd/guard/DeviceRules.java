package dev.setpoint.target.lxd.guard;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Judges devices of instances: what each type reaches of the machine. */
final class DeviceRules {
  private static final List<String> NO_SOURCES =
      List.of("tmpfs:", "tmpfs-overlay:", "cloud-init:", "agent:");
  private static final Set<String> SHARED =
      Set.of("shared", "rshared", "unbindable", "runbindable");

  private final Findings findings;
  private final UnaryOperator<String> networks;

  /**
   * Rules over one instance.
   *
   * @param networks type of a managed network by its name; empty when there is none
   */
  DeviceRules(Findings findings, UnaryOperator<String> networks) {
    this.findings = findings;
    this.networks = networks;
  }

  void judge(Map<String, Map<String, String>> devices) {
    devices.forEach((name, keys) -> device("device " + name, keys));
  }

  private void device(String field, Map<String, String> keys) {
    String type = of(keys, "type");
    switch (type) {
      case "none" -> {}
      case "disk" -> disk(field, keys);
      case "nic" -> nic(field, keys);
      case "proxy" -> proxy(field, keys);
      case "unix-char", "unix-block" -> {
        String source = of(keys, "source");
        String node = source.isEmpty() ? of(keys, "path") : source;
        if (node.isEmpty()) {
          node = of(keys, "major") + ":" + of(keys, "minor");
        }
        findings.listed(field, node, "devices", node);
      }
      default -> findings.listed(field + " type", type, "deviceTypes", type);
    }
  }

  private void disk(String field, Map<String, String> keys) {
    String source = of(keys, "source");
    if (of(keys, "pool").isEmpty() && !source.isEmpty()) {
      if (source.startsWith("/")) {
        boolean readOnly = Set.of("true", "1", "yes", "on").contains(of(keys, "readonly"));
        findings.path(field + " source", source, readOnly);
      } else if (NO_SOURCES.stream().noneMatch(source::startsWith)) {
        findings.listed(field + " source", source, "volumeTypes", source.split(":", 2)[0]);
      }
    }
    String options = of(keys, "raw.mount.options");
    if (!options.isEmpty()) {
      findings.listed(field + " raw.mount.options", "set", "instanceOptions", "raw.mount.options");
    }
    String propagation = of(keys, "propagation");
    if (SHARED.contains(propagation)) {
      findings.listed(field + " propagation", propagation, "instanceOptions", "propagation");
    }
  }

  private void nic(String field, Map<String, String> keys) {
    String network = of(keys, "network");
    String type = network.isEmpty() ? of(keys, "nictype") : networks.apply(network);
    boolean ownBridge = !network.isEmpty() && Set.of("bridge", "ovn", "").contains(type);
    if (!ownBridge && !Set.of("p2p").contains(type)) {
      String place = network.isEmpty() ? of(keys, "parent") : network;
      findings.listed(field, type + " on " + place, "nicTypes", type);
    }
  }

  /** The end that is on the machine: it listens there, or it is what is reached from inside. */
  private void proxy(String field, Map<String, String> keys) {
    boolean listensInside = Set.of("instance", "guest", "container").contains(of(keys, "bind"));
    String key = listensInside ? "connect" : "listen";
    String address = of(keys, key);
    String[] parts = address.split(":", 2);
    if (parts.length == 2 && parts[0].equals("unix")) {
      if (!parts[1].startsWith("@")) {
        findings.path(field + " " + key, parts[1], false);
        return;
      }
    }
    findings.listed(field + " " + key, address, "proxyAddresses", host(address));
  }

  /** The address without protocol and ports. */
  private static String host(String address) {
    int protocol = address.indexOf(':');
    int port = address.lastIndexOf(':');
    return protocol < 0 || port <= protocol ? address : address.substring(protocol + 1, port);
  }

  private static String of(Map<String, String> keys, String key) {
    return keys.getOrDefault(key, "");
  }
}
