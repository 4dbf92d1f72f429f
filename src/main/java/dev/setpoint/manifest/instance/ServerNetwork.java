package dev.setpoint.manifest.instance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What LXD and Incus know of a network and engines do not.
 *
 * @param project {@code project:}
 * @param description null when it is not declared
 * @param config options by key ({@code config:})
 * @param acls access lists that belong to it ({@code acls:})
 * @param forwards addresses of the outside that lead into it ({@code forwards:})
 */
public record ServerNetwork(
    String project,
    @Nullable String description,
    Map<String, String> config,
    List<Acl> acls,
    List<Forward> forwards) {
  /** Nothing is said. */
  public static final ServerNetwork NONE =
      new ServerNetwork(ServerSpec.DEFAULT_PROJECT, null, Map.of(), List.of(), List.of());

  public ServerNetwork {
    config = Map.copyOf(config);
    acls = List.copyOf(acls);
    forwards = List.copyOf(forwards);
  }

  /** An access list: rules for what comes in and what goes out. */
  public record Acl(
      String name, @Nullable String description, List<AclRule> ingress, List<AclRule> egress) {
    public Acl {
      ingress = List.copyOf(ingress);
      egress = List.copyOf(egress);
    }
  }

  /**
   * One rule; a null matches everything.
   *
   * @param source addresses, ranges or names, separated by commas; so {@code destination}
   * @param protocol {@code tcp}, {@code udp}, {@code icmp4} or {@code icmp6}
   * @param sourcePort ports and ranges, separated by commas; so {@code destinationPort}
   */
  public record AclRule(
      Action action,
      @Nullable String source,
      @Nullable String destination,
      @Nullable String protocol,
      @Nullable String sourcePort,
      @Nullable String destinationPort,
      RuleState state,
      @Nullable String description) {}

  /** What a rule does with a packet. */
  public enum Action {
    ALLOW,
    REJECT,
    DROP
  }

  /** Whether a rule holds. */
  public enum RuleState {
    ENABLED,
    DISABLED,
    LOGGED;

    /** The word in manifests and requests. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An address of the outside that leads to addresses in the network.
   *
   * @param target address for what no port takes, or null to drop it
   */
  public record Forward(
      String listen,
      @Nullable String target,
      @Nullable String description,
      List<ForwardPort> ports) {
    public Forward {
      ports = List.copyOf(ports);
    }
  }

  /**
   * Ports of a forward.
   *
   * @param protocol {@code tcp} or {@code udp}
   * @param listen ports and ranges, separated by commas
   * @param targetPort the same form, or null for the same ports
   */
  public record ForwardPort(
      String protocol,
      String listen,
      String target,
      @Nullable String targetPort,
      @Nullable String description) {}
}
