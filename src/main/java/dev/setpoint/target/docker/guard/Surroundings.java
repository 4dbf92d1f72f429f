package dev.setpoint.target.docker.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What of the machine no container may see, whatever directories the policy lists.
 *
 * @param sockets sockets of container engines
 * @param own files of Setpoint and of engines
 */
public record Surroundings(List<Path> sockets, List<Path> own) {
  /** Names under which sockets of engines are known, wherever they are. */
  static final Set<String> SOCKET_NAMES =
      Set.of(
          "docker.sock",
          "podman.sock",
          "containerd.sock",
          "crio.sock",
          "buildkitd.sock",
          "cri-dockerd.sock");

  private static final List<Path> USUAL_SOCKETS =
      List.of(
          Path.of("/run/docker.sock"),
          Path.of("/var/run/docker.sock"),
          Path.of("/run/podman/podman.sock"),
          Path.of("/var/run/podman/podman.sock"),
          Path.of("/run/containerd/containerd.sock"),
          Path.of("/var/run/containerd/containerd.sock"),
          Path.of("/run/crio/crio.sock"),
          Path.of("/var/run/crio/crio.sock"),
          Path.of("/var/lib/lxd/unix.socket"),
          Path.of("/var/snap/lxd/common/lxd/unix.socket"),
          Path.of("/var/lib/incus/unix.socket"),
          Path.of("/run/user"),
          Path.of("/var/run/user"));

  private static final List<Path> USUAL_OWN =
      List.of(
          Path.of("/etc/setpoint"),
          Path.of("/etc/docker"),
          Path.of("/etc/containers"),
          Path.of("/var/lib/docker"),
          Path.of("/var/lib/containers"),
          Path.of("/var/lib/containerd"),
          Path.of("/var/lib/lxd"),
          Path.of("/var/snap/lxd"),
          Path.of("/var/lib/incus"));

  public Surroundings {
    sockets = List.copyOf(sockets);
    own = List.copyOf(own);
  }

  /**
   * The usual places and these.
   *
   * @param sockets where this machine's engines answer
   * @param own directories and files of Setpoint
   */
  public static Surroundings with(List<Path> sockets, List<Path> own) {
    return new Surroundings(joined(USUAL_SOCKETS, sockets), joined(USUAL_OWN, own));
  }

  Surroundings and(Path policy) {
    return new Surroundings(sockets, joined(own, List.of(policy)));
  }

  private static List<Path> joined(List<Path> first, List<Path> second) {
    var all = new ArrayList<>(first);
    second.forEach(path -> all.add(path.toAbsolutePath().normalize()));
    return all;
  }
}
