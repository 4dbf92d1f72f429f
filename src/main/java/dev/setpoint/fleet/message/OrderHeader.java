package dev.setpoint.fleet.message;

import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.reconcile.plan.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An order with its contents named by digest: small enough to be sent and signed for every node.
 *
 * @param owner id of the installation that the controller belongs to
 * @param issuedAt the controller's time, for people; nothing is decided by it
 */
public record OrderHeader(
    String owner,
    String node,
    long generation,
    Instant issuedAt,
    Revision revision,
    Mode mode,
    List<TargetDeclaration> targets,
    List<Entry> resources,
    List<Suspension> suspensions,
    SortedSet<ResourceId> approved,
    List<Request> requests) {
  public OrderHeader {
    targets = List.copyOf(targets);
    resources = List.copyOf(resources);
    suspensions = List.copyOf(suspensions);
    approved = Collections.unmodifiableSortedSet(new TreeSet<>(approved));
    requests = List.copyOf(requests);
  }

  /** Digest of what the order wants of the node; see {@link HeaderDigest}. */
  public String digest() {
    return HeaderDigest.of(this);
  }

  /** Digests of all contents that the order needs, sorted. */
  public SortedSet<String> contents() {
    var digests = new TreeSet<String>();
    for (var entry : resources) {
      digests.add(entry.document());
      digests.addAll(entry.files().values());
    }
    return digests;
  }

  /** Resources that stand in the order more than once. */
  public List<ResourceId> repeated() {
    var seen = new TreeSet<ResourceId>();
    var repeated = new ArrayList<ResourceId>();
    resources.stream().map(Entry::id).filter(id -> !seen.add(id)).forEach(repeated::add);
    return repeated;
  }

  /**
   * One resource of an order.
   *
   * @param origin where its manifest stands in the repository
   * @param document digest of its document
   * @param ignored field paths that are never drift
   * @param files digests of the repository files that it refers to, by path
   */
  public record Entry(
      ResourceId id,
      Origin origin,
      String document,
      Mode mode,
      List<String> ignored,
      SortedMap<String, String> files) {
    public Entry {
      ignored = List.copyOf(ignored);
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
  }
}
