package dev.setpoint.target.docker.guard;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What containers, networks and volumes may have on this machine. Everything that is not listed is
 * refused.
 *
 * @param origin where it was read, and what of the machine is known from there
 * @param standing whether it lists at all
 * @param privileged whether a container may be without confinement
 * @param nesting whether an instance of LXD or Incus may hold containers itself
 * @param hostNamespaces namespaces of the machine that a container may be in
 * @param joinContainers whether a container may be in another one's namespaces or take its volumes
 * @param engineSocket whether a socket of a container engine may be mounted
 * @param servers whether LXD and Incus may hold anything of ours
 * @param host whether the machine itself may be changed
 * @param mounts host directories that may be mounted, with all below them
 * @param lists further things that may be given, by their sort
 */
record LocalPolicy(
    Origin origin,
    Standing standing,
    boolean privileged,
    boolean nesting,
    Set<Namespace> hostNamespaces,
    boolean joinContainers,
    boolean engineSocket,
    boolean servers,
    boolean host,
    List<Root> mounts,
    Map<Listed, Set<String>> lists) {
  /** Capabilities that engines give by themselves: declaring one of them adds nothing. */
  private static final Set<String> USUAL_CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "NET_RAW",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  LocalPolicy {
    hostNamespaces = Set.copyOf(hostNamespaces);
    mounts = List.copyOf(mounts);
    lists = Map.copyOf(lists);
  }

  /** Whether anything is judged at all. */
  enum Standing {
    /** As listed. */
    LISTS,
    /** There is no policy, and none is wanted. */
    OPEN,
    /** The file is there but cannot be used, so that nothing new is allowed. */
    CLOSED
  }

  /** Namespaces of the machine. */
  enum Namespace {
    NETWORK,
    PID,
    IPC,
    UTS,
    USER,
    CGROUP
  }

  /** Sorts of things that are listed one by one, and what holds when the key is left out. */
  enum Listed {
    CAPABILITIES("capabilities"),
    DEVICES("devices"),
    SECURITY_OPTIONS("securityOptions"),
    SYSCTLS("sysctls"),
    GROUPS("groups"),
    RUNTIMES("runtimes"),
    VOLUME_DRIVERS("volumeDrivers"),
    VOLUME_TYPES("volumeTypes"),
    NETWORK_DRIVERS("networkDrivers"),
    INSTANCE_OPTIONS("instanceOptions"),
    DEVICE_TYPES("deviceTypes"),
    NIC_TYPES("nicTypes"),
    PROXY_ADDRESSES("proxyAddresses");

    private final String key;

    Listed(String key) {
      this.key = key;
    }

    /** Its key in the file. */
    String key() {
      return key;
    }

    /** What is allowed when the key is left out. */
    Set<String> usual() {
      return switch (this) {
        case CAPABILITIES,
            DEVICES,
            SECURITY_OPTIONS,
            GROUPS,
            RUNTIMES,
            INSTANCE_OPTIONS,
            DEVICE_TYPES,
            NIC_TYPES,
            PROXY_ADDRESSES ->
            Set.of();
        case SYSCTLS -> Set.of("net.*", "fs.mqueue.*");
        case VOLUME_DRIVERS -> Set.of("local");
        case VOLUME_TYPES -> Set.of("tmpfs");
        case NETWORK_DRIVERS -> Set.of("bridge");
      };
    }
  }

  /**
   * A host directory that may be mounted.
   *
   * @param path absolute and normal
   * @param readOnly whether only read-only
   */
  record Root(Path path, boolean readOnly) {}

  /**
   * Where a policy comes from.
   *
   * @param file the file, which need not exist
   * @param words what is wrong with it, or empty
   * @param lines line of each key that is in it
   */
  record Origin(Path file, String words, Map<String, Integer> lines) {
    Origin {
      lines = Map.copyOf(lines);
    }

    /** Where a key stands or would stand, for people. */
    String placeOf(String key) {
      var line = lines.get(key);
      if (line != null) {
        return "%s:%d `%s`".formatted(file, line, key);
      }
      return lines.isEmpty()
          ? "the built-in policy, as there is no %s with `%s`".formatted(file, key)
          : "%s, which does not say `%s`".formatted(file, key);
    }
  }

  /** What holds where nobody wrote a policy: nothing that reaches out of the container. */
  static LocalPolicy careful(Path file) {
    return listing(file, Standing.LISTS, "");
  }

  /** Judges nothing. */
  static LocalPolicy open(Path file) {
    return listing(file, Standing.OPEN, "");
  }

  /** Allows nothing to be made or changed, and says why. */
  static LocalPolicy closed(Path file, String why) {
    return listing(file, Standing.CLOSED, why);
  }

  private static LocalPolicy listing(Path file, Standing standing, String words) {
    return new LocalPolicy(
        new Origin(file, words, Map.of()),
        standing,
        false,
        false,
        Set.of(),
        false,
        false,
        false,
        false,
        List.of(),
        Map.of());
  }

  /** What of a sort may be given. */
  Set<String> allowed(Listed sort) {
    return lists.getOrDefault(sort, sort.usual());
  }

  /** Whether a capability may be added, without {@code CAP_} and in capitals. */
  boolean allowsCapability(String name) {
    return USUAL_CAPABILITIES.contains(name)
        || allowed(Listed.CAPABILITIES).contains(name)
        || allowed(Listed.CAPABILITIES).contains("ALL");
  }

  /** Whether a kernel setting may be given; a listed name may end in a star. */
  boolean allowsSysctl(String name) {
    return allowsBeginning(Listed.SYSCTLS, name);
  }

  /** Whether a name is listed, or its beginning with {@code .*} behind it. */
  boolean allowsBeginning(Listed sort, String name) {
    return allowed(sort).stream()
        .anyMatch(known ->
            known.endsWith(".*")
                ? name.startsWith(known.substring(0, known.length() - 1))
                : known.equals(name));
  }
}
