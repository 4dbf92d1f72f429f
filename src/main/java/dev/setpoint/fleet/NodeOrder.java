package dev.setpoint.fleet;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.reconcile.plan.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the controller wants of one node, whole: not a difference to the order before.
 *
 * @param node name of the node
 * @param generation only grows
 * @param revision the revision it was made from
 * @param mode mode of what is no longer declared, and so has none of its own: the node's
 * @param targets engines of the node; empty means whatever the agent finds
 * @param resources every resource placed on the node
 * @param suspensions resources that a person has taken out of reconciliation
 * @param approved protected resources that a person lets be replaced as they are declared now
 * @param requests what people ask for once, at most {@link #MOST_REQUESTS}
 */
public record NodeOrder(
    String node,
    long generation,
    Revision revision,
    Mode mode,
    List<TargetDeclaration> targets,
    List<OrderedResource> resources,
    List<Suspension> suspensions,
    Set<ResourceId> approved,
    List<Request> requests) {
  /** More would not be asked for by people within ten minutes. */
  public static final int MOST_REQUESTS = 100;

  public NodeOrder {
    targets = List.copyOf(targets);
    resources = List.copyOf(resources);
    suspensions = List.copyOf(suspensions);
    approved = Set.copyOf(approved);
    requests = List.copyOf(requests);
    if (requests.size() > MOST_REQUESTS) {
      throw new IllegalArgumentException("more than %d requests".formatted(MOST_REQUESTS));
    }
  }

  /** One in which nothing is approved or asked for. */
  public NodeOrder(
      String node,
      long generation,
      Revision revision,
      Mode mode,
      List<TargetDeclaration> targets,
      List<OrderedResource> resources,
      List<Suspension> suspensions) {
    this(node, generation, revision, mode, targets, resources, suspensions, Set.of(), List.of());
  }

  /** The same order under another generation. */
  public NodeOrder under(long number) {
    return new NodeOrder(
        node, number, revision, mode, targets, resources, suspensions, approved, requests);
  }

  /** The same order with these approvals. */
  public NodeOrder approving(Set<ResourceId> ids) {
    return new NodeOrder(
        node, generation, revision, mode, targets, resources, suspensions, ids, requests);
  }

  /** The same order with these requests. */
  public NodeOrder asking(List<Request> some) {
    return new NodeOrder(
        node, generation, revision, mode, targets, resources, suspensions, approved, some);
  }

  /** The same with other suspensions. */
  public NodeOrder withSuspensions(List<Suspension> others) {
    return new NodeOrder(
        node, generation, revision, mode, targets, resources, others, approved, requests);
  }

  /**
   * One resource of an order.
   *
   * @param document the manifest's document as it applies to the node, as one line of JSON: {@code
   *     ManifestReader.readDocument} makes the manifest of it and of the manifest's origin
   * @param mode what may be done about it, all policies applied
   * @param ignored field paths that are never drift
   * @param files content of the repository files that the manifest refers to, by path
   */
  public record OrderedResource(
      Manifest manifest,
      String document,
      Mode mode,
      List<String> ignored,
      Map<String, byte[]> files) {
    public OrderedResource {
      ignored = List.copyOf(ignored);
      files = Map.copyOf(files);
    }

    /** The same resource in another mode. */
    OrderedResource in(Mode other, List<String> otherIgnored) {
      return new OrderedResource(manifest, document, other, otherIgnored, files);
    }
  }

  /**
   * A person's word that a resource, or the whole node, is not to be reconciled.
   *
   * @param id the resource, or null for the whole node
   * @param by who said so
   * @param why the reason given, possibly empty
   * @param until when it ends by itself, or null
   */
  public record Suspension(
      @Nullable ResourceId id, String by, String why, Instant since, @Nullable Instant until) {}
}
