package dev.setpoint.fleet.message;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a report says otherwise than the one before.
 *
 * @param changed resources that are new or differ, as they are now
 * @param removed resources that are no longer reported
 */
public record ReportDifference(
    ReportHead head, List<ResourceReport> changed, List<ResourceKey> removed) {
  public ReportDifference {
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
  }

  /** The difference between two reports. */
  public static ReportDifference between(NodeReport before, NodeReport now) {
    var gone = byKey(before);
    var changed = new ArrayList<ResourceReport>();
    for (var resource : now.resources()) {
      var known = gone.remove(ResourceKey.of(resource));
      if (!resource.equals(known)) {
        changed.add(resource);
      }
    }
    return new ReportDifference(
        ReportHead.of(now), changed, gone.keySet().stream().sorted().toList());
  }

  /** The report that comes out when the difference is applied; its resources are sorted. */
  public NodeReport appliedTo(NodeReport before) {
    var resources = new TreeMap<>(byKey(before));
    removed.forEach(resources::remove);
    changed.forEach(resource -> resources.put(ResourceKey.of(resource), resource));
    return head.with(List.copyOf(resources.values()));
  }

  private static Map<ResourceKey, ResourceReport> byKey(NodeReport report) {
    var byKey = new HashMap<ResourceKey, ResourceReport>();
    report.resources().forEach(resource -> byKey.put(ResourceKey.of(resource), resource));
    return byKey;
  }
}
