package dev.setpoint.target.lxd;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Absent;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.ObservedResource.Unknown;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.target.Identity;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.kind.Live;
import dev.setpoint.target.lxd.kind.Live.Role;
import dev.setpoint.target.lxd.kind.ServerKind;
import dev.setpoint.target.lxd.kind.ServerKind.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One look at a server. It asks for each kind and place once, and what cannot be told is unknown,
 * never absent. For one thread.
 */
final class ServerLook {
  private final Identity identity;
  private final DesiredState desired;
  private final boolean whole;
  private final SortedMap<ResourceId, ObservedResource> found = new TreeMap<>();
  private final List<Present> undeclared = new ArrayList<>();

  /**
   * A look that has not begun.
   *
   * @param desired what this server should hold, and nothing else
   * @param whole whether undeclared ones are wanted too
   */
  ServerLook(Identity identity, DesiredState desired, boolean whole) {
    this.identity = identity;
    this.desired = desired;
    this.whole = whole;
  }

  /** Looks at these of a kind; a whole look also at every other place that has some. */
  void at(ServerKind kind, Set<ResourceId> ids) {
    var byPlace = new HashMap<Place, Set<ResourceId>>();
    if (whole) {
      further(kind).forEach(place -> byPlace.put(place, new HashSet<>()));
    }
    ids.forEach(id ->
        byPlace
            .computeIfAbsent(kind.placeOf(resource(id).manifest()), _ -> new HashSet<>())
            .add(id));
    byPlace.forEach((place, here) -> {
      try {
        at(kind, place, here);
      } catch (LxdException e) {
        here.forEach(id -> found.put(id, unknown(id, e)));
      }
    });
  }

  /** What cannot be told now is looked at next time; nothing is removed for it. */
  private static Set<Place> further(ServerKind kind) {
    try {
      return kind.places();
    } catch (LxdException e) {
      return Set.of();
    }
  }

  private DesiredResource resource(ResourceId id) {
    return desired.find(id).orElseThrow();
  }

  private void at(ServerKind kind, Place place, Set<ResourceId> ids) {
    var names = new HashSet<String>();
    ids.forEach(id -> names.add(id.name()));
    var live = kind.look(place, whole ? Set.of() : names);
    var byName = new HashMap<String, Live>();
    live.forEach(each -> byName.put(each.name(), each));
    ids.forEach(id -> found.put(id, told(kind, id, byName)));
    if (whole) {
      undeclared(kind, byName);
    }
  }

  /** One that the server cannot tell of keeps no other one from being seen. */
  private ObservedResource told(ServerKind kind, ResourceId id, Map<String, Live> byName) {
    try {
      return one(kind, id, byName);
    } catch (LxdException e) {
      return unknown(id, e);
    }
  }

  private ObservedResource one(ServerKind kind, ResourceId id, Map<String, Live> byName) {
    var leftovers = leftovers(id, byName);
    var itself = byName.get(id.name());
    if (itself == null) {
      return new Absent(id, leftovers);
    }
    var seen = kind.read(id, itself, resource(id));
    return new Present(
        id,
        seen.object(),
        seen.owner(),
        seen.live(),
        seen.inherited(),
        seen.condition(),
        leftovers,
        seen.remedies());
  }

  private List<EngineObject> leftovers(ResourceId id, Map<String, Live> byName) {
    return byName.values().stream()
        .filter(each -> isMarkedAs(id, each))
        .filter(each -> each.name().equals(id.name()) ? isUnfinished(each) : isLeft(each))
        .sorted(Comparator.comparing(Live::name))
        .map(each -> new EngineObject(each.name(), each.name()))
        .toList();
  }

  private static boolean isLeft(Live live) {
    return live.role() != Role.FALLBACK;
  }

  /** Even under its own name something can be in the middle of becoming the resource. */
  private static boolean isUnfinished(Live live) {
    return switch (live.role()) {
      case INCOMING, RETURNING -> true;
      case ITSELF, FALLBACK -> false;
    };
  }

  private boolean isMarkedAs(ResourceId id, Live live) {
    var mark = live.mark();
    return mark != null && identity.owns(mark) && mark.resource().equals(id);
  }

  private void undeclared(ServerKind kind, Map<String, Live> byName) {
    byName.values().stream()
        .filter(each -> each.role() != Role.FALLBACK)
        .forEach(each -> {
          var mark = each.mark();
          if (mark != null
              && identity.owns(mark)
              && mark.resource().kind() == kind.kind()
              && desired.find(mark.resource()).isEmpty()) {
            undeclared.add(kind.read(mark.resource(), each, null));
          }
        });
  }

  private Unknown unknown(ResourceId id, LxdException e) {
    return new Unknown(
        id, "%s did not tell how %s is: %s".formatted(identity.target(), id, e.getMessage()));
  }

  /** Nothing of a kind that no target of this sort knows is there. */
  void nothingOf(ResourceKind kind, Set<ResourceId> ids) {
    ids.stream()
        .filter(id -> id.kind() == kind)
        .forEach(id -> found.put(id, new Absent(id, List.of())));
  }

  ObservedState seen(Instant at) {
    undeclared.sort(Comparator.comparing(Present::id));
    return new ObservedState(at, found, undeclared);
  }
}
