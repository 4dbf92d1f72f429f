package dev.setpoint.agent.order;

import dev.setpoint.fleet.HostParts;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.manifest.HostManifest;
import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Plan.Blocked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Hosts of an order, taken apart into the things that they declare. A Host that the order
 * before had is not taken apart again, so that its parts are the same objects.
 *
 * @param hosts each Host with its parts
 * @param resources everything that is not a Host, and every part once
 * @param conflicts parts about which two Hosts differ
 */
record HostsInForce(
    List<Host> hosts, List<OrderedResource> resources, Map<ResourceId, Blocked> conflicts) {
  /** A Host as ordered, and its parts. */
  record Host(OrderedResource source, List<OrderedResource> parts) {}

  static HostsInForce of(List<OrderedResource> ordered, @Nullable HostsInForce before) {
    var hosts = new ArrayList<Host>();
    var resources = new ArrayList<OrderedResource>();
    var conflicts = new HashMap<ResourceId, Blocked>();
    var first = new HashMap<ResourceId, Part>();
    for (OrderedResource resource : ordered) {
      if (!(resource.manifest() instanceof HostManifest)) {
        resources.add(resource);
        continue;
      }
      var host = host(resource, before);
      hosts.add(host);
      for (OrderedResource each : host.parts()) {
        if (each.manifest() instanceof Part part) {
          Part other = first.putIfAbsent(part.id(), part);
          if (other == null) {
            resources.add(each);
          } else if (!other.agreesWith(part)) {
            conflicts.put(part.id(), conflict(other, part));
          }
        }
      }
    }
    return new HostsInForce(hosts, resources, conflicts);
  }

  @SuppressWarnings("ReferenceEquality") // the orders hand on unchanged resources as they were
  private static Host host(OrderedResource resource, @Nullable HostsInForce before) {
    for (Host known : before == null ? List.<Host>of() : before.hosts()) {
      if (known.source() == resource) {
        return known;
      }
    }
    return new Host(resource, HostParts.of(resource));
  }

  private static Blocked conflict(Part one, Part other) {
    return new Blocked(
        one.id(),
        FailureReason.CONFLICTING,
        "%s is declared in one way by host/%s (%s) and in another way by host/%s (%s): keep one"
            .formatted(one.id(), one.host(), one.origin(), other.host(), other.origin()),
        null);
  }
}
