package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.HostManifest;
import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.shape.Marker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Hosts of one node must agree, name only things that one of them declares, and not wait for
 * each other in a circle. Each combination of Hosts is looked at once, however many nodes have it.
 */
final class HostCheck {
  private final Nodes nodes;
  private final Findings findings;

  HostCheck(Nodes nodes, Findings findings) {
    this.nodes = nodes;
    this.findings = findings;
  }

  /**
   * A part and where it is written.
   *
   * @param found null when it is not known
   */
  private record Written(Declared by, Part part, Marker.@Nullable Found<ResourceId> found) {
    String place() {
      return found == null
          ? by.file()
          : "%s:%d:%d".formatted(by.file(), found.place().line(), found.place().column());
    }
  }

  void run(Collection<Declared> hosts) {
    var byNode = new TreeMap<String, List<Declared>>();
    for (Declared host : hosts) {
      if (host.manifest() instanceof HostManifest) {
        nodes
            .of(host)
            .forEach(node -> byNode.computeIfAbsent(node, _ -> new ArrayList<>()).add(host));
      }
    }
    var seen = new HashSet<List<Declared>>();
    var told = new HashSet<List<Object>>();
    byNode.forEach((node, together) -> {
      if (seen.add(together)) {
        check(node, together, told);
      }
    });
  }

  private void check(String node, List<Declared> together, Set<List<Object>> told) {
    var byId = new TreeMap<ResourceId, Written>();
    for (Declared host : together) {
      for (Written written : written(host)) {
        Written first = byId.putIfAbsent(written.part().id(), written);
        if (first != null
            && !first.part().agreesWith(written.part())
            && told.add(List.of(first.place(), written.place()))) {
          refuseConflict(node, first, written);
        }
      }
    }
    for (Declared host : together) {
      host.marked(Marks.HOST_NEED).stream()
          .filter(found -> !byId.containsKey(found.value()))
          .filter(found -> told.add(List.of(host.file(), found.place())))
          .forEach(found -> refuseUnknown(node, host, found));
    }
    circle(byId)
        .ifPresent(circle -> {
          if (told.add(List.copyOf(circle))) {
            refuseCircle(circle, byId);
          }
        });
  }

  private static List<Written> written(Declared host) {
    var places = new HashMap<ResourceId, Marker.Found<ResourceId>>();
    host.marked(Marks.HOST_PART).forEach(found -> places.putIfAbsent(found.value(), found));
    return host.manifest() instanceof HostManifest manifest
        ? manifest.parts().stream()
            .map(part -> new Written(host, part, places.get(part.id())))
            .toList()
        : List.of();
  }

  private void refuseConflict(String node, Written first, Written other) {
    Marker.Found<ResourceId> found = other.found();
    if (found != null) {
      findings.refuse(
          other.by(),
          found,
          "declares %s in another way than host/%s".formatted(found.value(), first.part().host()),
          "both hold for the node %s, and that one stands at %s".formatted(node, first.place()),
          "keep one of them, or choose other nodes for one of the two Hosts");
    }
  }

  private void refuseUnknown(String node, Declared host, Marker.Found<ResourceId> found) {
    findings.refuse(
        host,
        found,
        "names " + found.value(),
        "no Host declares it for the node " + node,
        "declare it, or remove it from the list");
  }

  private void refuseCircle(List<ResourceId> circle, Map<ResourceId, Written> byId) {
    Written at = byId.get(circle.getFirst());
    if (at != null && at.found() != null) {
      findings.refuse(
          at.by(),
          at.found(),
          "waits for itself",
          String.join(" needs ", circle.stream().map(ResourceId::toString).toList())
              + " needs "
              + circle.getFirst(),
          "remove one of these dependencies");
    }
  }

  /** One circle of needs, if there is one; found without recursion, since chains may be long. */
  private static Optional<List<ResourceId>> circle(Map<ResourceId, Written> byId) {
    var open = new TreeMap<ResourceId, Set<ResourceId>>();
    var users = new HashMap<ResourceId, List<ResourceId>>();
    var ready = new ArrayList<ResourceId>();
    byId.forEach((id, written) -> {
      var needs = new HashSet<>(written.part().needs());
      needs.retainAll(byId.keySet());
      needs.forEach(need -> users.computeIfAbsent(need, _ -> new ArrayList<>()).add(id));
      open.put(id, needs);
      if (needs.isEmpty()) {
        ready.add(id);
      }
    });
    while (!ready.isEmpty()) {
      ResourceId done = ready.removeLast();
      open.remove(done);
      for (ResourceId user : users.getOrDefault(done, List.of())) {
        Set<ResourceId> left = open.get(user);
        if (left != null && left.remove(done) && left.isEmpty()) {
          ready.add(user);
        }
      }
    }
    return open.isEmpty() ? Optional.empty() : Optional.of(walk(open));
  }

  /** Everything left needs something left, so that a walk comes back to where it was. */
  private static List<ResourceId> walk(NavigableMap<ResourceId, Set<ResourceId>> open) {
    var path = new ArrayList<ResourceId>();
    ResourceId at = open.firstEntry().getKey();
    while (!path.contains(at)) {
      path.add(at);
      at =
          open.getOrDefault(at, Set.of()).stream()
              .filter(open::containsKey)
              .min(ResourceId::compareTo)
              .orElse(at);
    }
    return path.subList(path.indexOf(at), path.size());
  }
}
