package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.HostManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.kinds.Marks.Dependency;
import dev.setpoint.manifest.shape.Marker;
import dev.setpoint.manifest.yaml.Nearest;
import dev.setpoint.manifest.yaml.Visible;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** A dependency must exist on the same nodes, be able to get there, and lead round no circle. */
final class DependencyCheck {
  private final ResourceKind kind;
  private final Declarations all;
  private final Nodes nodes;
  private final Findings findings;
  private final Map<String, List<Marker.Found<Dependency>>> edges = new HashMap<>();

  /**
   * @param kind kind of resource that waits for others of its kind
   */
  DependencyCheck(ResourceKind kind, Declarations all, Nodes nodes, Findings findings) {
    this.kind = kind;
    this.all = all;
    this.nodes = nodes;
    this.findings = findings;
  }

  /** Checks these; a circle is found when one of them is in it. */
  void run(Collection<Declared> part) {
    for (Declared declared : all.of(kind)) {
      List<Marker.Found<Dependency>> found = declared.marked(Marks.DEPENDENCY);
      if (!found.isEmpty()) {
        edges.put(declared.name(), found);
      }
    }
    var starts = new TreeSet<String>();
    for (Declared declared : part) {
      List<Marker.Found<Dependency>> found = declared.marked(Marks.DEPENDENCY);
      if (!found.isEmpty()) {
        starts.add(declared.name());
        found.forEach(dependency -> check(declared, dependency));
      }
    }
    var done = new HashSet<String>();
    starts.forEach(name -> searchCircle(name, done));
  }

  private void check(Declared declared, Marker.Found<Dependency> found) {
    String name = found.value().name();
    String what = "waits for " + Visible.quoted(name);
    var on = all.find(kind, name);
    if (on.isEmpty()) {
      findings.refuse(
          declared,
          found,
          what,
          "no " + kind.yamlName() + " of that name is declared",
          Nearest.to(name, all.names(kind))
              .map(near -> "did you mean " + near + "?")
              .orElse("declare it or remove the dependency"));
    } else {
      Manifest first = on.get().manifest();
      if (first != null) {
        checkReachable(declared, found, first);
      }
    }
  }

  private void checkReachable(Declared declared, Marker.Found<Dependency> found, Manifest first) {
    String what = "waits for " + Visible.quoted(found.value().name());
    Set<String> without = new TreeSet<>(nodes.of(declared));
    without.removeAll(nodes.of(Objects.requireNonNull(first.placement())));
    if (!without.isEmpty()) {
      findings.refuse(
          declared,
          found,
          what,
          "dependencies hold within a node and it is not on " + PlacementCheck.some(without),
          "place both on the same nodes, or remove the dependency");
      return;
    }
    for (Manifest other : onNodes(declared, found.value().name())) {
      if (refusesRun(declared, found, other)) {
        return;
      }
    }
  }

  private List<Manifest> onNodes(Declared declared, String name) {
    return nodes.of(declared).stream()
        .flatMap(node -> all.find(kind, name, node).stream())
        .map(Declared::manifest)
        .distinct()
        .filter(Objects::nonNull)
        .toList();
  }

  private boolean refusesRun(Declared declared, Marker.Found<Dependency> found, Manifest other) {
    String what = "waits for " + Visible.quoted(found.value().name());
    if (!shallRun(other)) {
      findings.refuse(
          declared,
          found,
          what,
          other.origin() + " declares that it shall not run",
          "remove the dependency, or let it run");
      return true;
    }
    if (found.value().untilCompleted()
        && other instanceof ContainerManifest container
        && !container.spec().oneShot()) {
      findings.refuse(
          declared,
          found,
          what + " until completed",
          other.origin() + " is no oneShot and never completes",
          "write until: healthy, or oneShot: true there");
      return true;
    }
    return false;
  }

  private static boolean shallRun(Manifest manifest) {
    return switch (manifest) {
      case ContainerManifest container -> container.spec().state() == RunState.RUNNING;
      case ServerManifest server when server.spec() instanceof InstanceSpec instance ->
          instance.state() == RunState.RUNNING;
      case ServerManifest _,
          NetworkManifest _,
          VolumeManifest _,
          NodeManifest _,
          PolicyManifest _,
          HostManifest _,
          HostManifest.Part _ ->
          true;
    };
  }

  /** Walks without recursion, since a chain may be as long as the repository. */
  private void searchCircle(String start, Set<String> done) {
    Deque<String> path = new ArrayDeque<>();
    Deque<Iterator<Marker.Found<Dependency>>> ahead = new ArrayDeque<>();
    Set<String> onPath = new HashSet<>();
    enter(start, path, ahead, onPath);
    while (!ahead.isEmpty()) {
      Iterator<Marker.Found<Dependency>> next = Objects.requireNonNull(ahead.peek());
      if (!next.hasNext()) {
        ahead.pop();
        String left = path.removeLast();
        onPath.remove(left);
        done.add(left);
        continue;
      }
      Marker.Found<Dependency> edge = next.next();
      String name = edge.value().name();
      if (onPath.contains(name)) {
        refuseCircle(path, name, edge);
      } else if (!done.contains(name)) {
        enter(name, path, ahead, onPath);
      }
    }
  }

  private void enter(
      String name,
      Deque<String> path,
      Deque<Iterator<Marker.Found<Dependency>>> ahead,
      Set<String> onPath) {
    path.addLast(name);
    onPath.add(name);
    ahead.push(edges.getOrDefault(name, List.of()).iterator());
  }

  private void refuseCircle(Deque<String> path, String name, Marker.Found<Dependency> edge) {
    List<String> circle = new ArrayList<>(path);
    circle = new ArrayList<>(circle.subList(circle.indexOf(name), circle.size()));
    String last = circle.getLast();
    circle.add(name);
    Declared declared = all.find(kind, last).orElseThrow();
    findings.refuse(
        declared,
        edge,
        "closes the circle " + String.join(" -> ", shortened(circle)),
        "none of them could ever start",
        "remove one of these dependencies");
  }

  private static List<String> shortened(List<String> circle) {
    int shown = 12;
    if (circle.size() <= shown) {
      return circle;
    }
    var few = new ArrayList<>(circle.subList(0, shown - 1));
    few.add("… (" + (circle.size() - shown) + " more)");
    few.add(circle.getLast());
    return few;
  }
}
