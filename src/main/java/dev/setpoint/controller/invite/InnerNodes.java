package dev.setpoint.controller.invite;

import dev.setpoint.controller.nodes.Dispatch;
import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.controller.nodes.NodeBook.Admission;
import dev.setpoint.controller.nodes.Presence;
import dev.setpoint.controller.nodes.Standing;
import dev.setpoint.fleet.NodeInvitation;
import dev.setpoint.fleet.NodeInvitation.Granted;
import dev.setpoint.fleet.NodeInvitation.Refused;
import dev.setpoint.fleet.Orders;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.instance.InnerNode;
import dev.setpoint.manifest.instance.InstanceSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which machine may let a node inside one of its instances join: the one whose order
 * declares exactly that, and no other. A node that is connected needs no token, and one that a
 * person has revoked gets none. Safe for many threads.
 */
public final class InnerNodes {
  /** How long a token is good; the agent inside uses it within seconds. */
  public static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  /** A node gets no second token sooner. */
  public static final Duration BETWEEN = Duration.ofSeconds(5);

  private final Dispatch dispatch;
  private final Presence presence;
  private final NodeBook book;
  private final InstantSource clock;
  private final Map<String, Instant> granted = new ConcurrentHashMap<>();

  /** Decides from what orders declare and from who is there. */
  public InnerNodes(Dispatch dispatch, Presence presence, NodeBook book, InstantSource clock) {
    this.dispatch = dispatch;
    this.presence = presence;
    this.book = book;
    this.clock = clock;
  }

  /** What a machine is told that asks for a node inside one of its instances. */
  public NodeInvitation invite(String parent, ResourceId instance, String node) {
    return refusal(parent, instance, node)
        .<NodeInvitation>map(refused -> refused)
        .orElseGet(() -> grant(parent, instance, node));
  }

  private Optional<Refused> refusal(String parent, ResourceId instance, String node) {
    Optional<Standing> standing = dispatch.standing(parent);
    if (standing.map(Standing::order).isEmpty()) {
      return Optional.of(
          new Refused(
              true, "the controller does not know yet which order %s has".formatted(parent)));
    }
    if (!standing.flatMap(each -> declared(each, instance)).equals(Optional.of(node))
        || node.equals(parent)
        || node.equals(Orders.LOCAL)) {
      return Optional.of(
          new Refused(
              false, "the order of %s declares no such node in %s".formatted(parent, instance)));
    }
    if (book.find(node).filter(known -> known.admission() == Admission.REVOKED).isPresent()) {
      return Optional.of(
          new Refused(
              false,
              "%s was revoked: run the command of 'setpoint token create %s' inside the instance"
                  .formatted(node, node)));
    }
    if (presence.isConnected(node)) {
      return Optional.of(new Refused(true, node + " is connected, so that it needs no token"));
    }
    return isTooSoon(node)
        ? Optional.of(new Refused(true, "a token for " + node + " was given just now"))
        : Optional.empty();
  }

  /** The name of the node that an instance of an order makes. */
  private static Optional<String> declared(Standing standing, ResourceId instance) {
    return standing
        .find(instance)
        .flatMap(resource -> inner(resource.manifest()))
        .map(inner -> inner.nameIn(instance.name()));
  }

  private static Optional<InnerNode> inner(Manifest manifest) {
    return manifest instanceof ServerManifest server
            && server.spec() instanceof InstanceSpec spec
            && spec.state() != RunState.ABSENT
        ? Optional.ofNullable(spec.node())
        : Optional.empty();
  }

  private boolean isTooSoon(String node) {
    Instant last = granted.get(node);
    return last != null && clock.instant().isBefore(last.plus(BETWEEN));
  }

  private NodeInvitation grant(String parent, ResourceId instance, String node) {
    Optional<String> token =
        book.invite(node, TOKEN_LIFE, "node %s for %s".formatted(parent, instance));
    if (token.isEmpty()) {
      return new Refused(
          false,
          "this controller has no port for agents: start it with --listen, or as 'setpoint"
              + " controller'");
    }
    granted.put(node, clock.instant());
    return new Granted(token.get());
  }
}
