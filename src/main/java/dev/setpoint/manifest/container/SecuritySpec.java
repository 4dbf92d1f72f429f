package dev.setpoint.manifest.container;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the container may do. These fields are always declared: what is left out is declared to be
 * empty or false, so that a container made privileged by hand is drift.
 *
 * <pre>
 * privileged: false
 * readOnly: true
 * capAdd: [NET_ADMIN]
 * capDrop: [ALL]
 * securityOpt: [no-new-privileges]
 * devices: ["/dev/ttyUSB0:/dev/ttyUSB0:rw"]
 * sysctls: {net.core.somaxconn: "1024"}
 * ulimits: {nofile: {soft: 1024, hard: 2048}}
 * groupAdd: ["44"]
 * </pre>
 *
 * @param capAdd capabilities without the {@code CAP_} prefix, upper case
 * @param capDrop the same
 */
public record SecuritySpec(
    boolean privileged,
    boolean readOnlyRoot,
    Set<String> capAdd,
    Set<String> capDrop,
    Set<String> securityOpt,
    List<Device> devices,
    Map<String, String> sysctls,
    Map<String, Ulimit> ulimits,
    Set<String> groupAdd) {
  public SecuritySpec {
    capAdd = Set.copyOf(capAdd);
    capDrop = Set.copyOf(capDrop);
    securityOpt = Set.copyOf(securityOpt);
    devices = List.copyOf(devices);
    sysctls = Map.copyOf(sysctls);
    ulimits = Map.copyOf(ulimits);
    groupAdd = Set.copyOf(groupAdd);
  }

  /**
   * A device of the machine.
   *
   * @param permissions some of {@code rwm}
   */
  public record Device(String hostPath, String containerPath, String permissions) {}

  /** A soft and a hard limit; -1 means unlimited. */
  public record Ulimit(long soft, long hard) {}
}
