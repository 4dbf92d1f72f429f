package dev.setpoint.reconcile.plan;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Correction.Due;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.BadSpec;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Absent;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.plan.Request.Reset;
import dev.setpoint.reconcile.plan.Request.Rollback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is done about what people ask for. A request is begun, refused for good, or left open while
 * something must be put in order or seen first; an open one ends with its time. Pure.
 */
public final class Wishes {
  private final PlanInput input;
  private final Gates gates;

  Wishes(PlanInput input) {
    this.input = input;
    this.gates = new Gates(input);
  }

  /**
   * A request that is not done.
   *
   * @param reason the word
   * @param message a sentence with the remedy
   */
  public record Refusal(Request request, FailureReason reason, String message) {}

  /** What becomes of a request now. */
  private sealed interface Fate {
    /** It is done. */
    record Begun(Correction correction) implements Fate {}

    /** It is not. */
    record Refused(Refusal refusal) implements Fate {}

    /** Not yet. */
    record Later() implements Fate {}
  }

  /** The requests that are not done, and why. */
  public static List<Refusal> refusals(PlanInput input) {
    var refusals = new ArrayList<Refusal>();
    var wishes = new Wishes(input);
    for (Request request : wishes.open()) {
      if (wishes.fate(request) instanceof Fate.Refused(Refusal refusal)) {
        refusals.add(refusal);
      }
    }
    return refusals;
  }

  /** The corrections that are asked for and may be made, one for each resource. */
  Map<ResourceId, Correction> due() {
    var due = new TreeMap<ResourceId, Correction>();
    for (Request request : open()) {
      if (fate(request) instanceof Fate.Begun(Correction correction)) {
        due.putIfAbsent(request.resource(), correction);
      }
    }
    return due;
  }

  private List<Request> open() {
    return input.requests().stream()
        .filter(request -> request.isOpenAt(input.now()))
        .filter(request -> !history(request.resource()).hasAnswered(request.id()))
        .toList();
  }

  private CorrectionHistory history(ResourceId id) {
    return Optional.ofNullable(input.histories().get(id))
        .orElseGet(() -> CorrectionHistory.none(id));
  }

  private Fate fate(Request request) {
    DesiredResource desired = input.desired().byId().get(request.resource());
    if (desired == null || desired.presence() == DesiredResource.Presence.ABSENT) {
      return refused(
          request,
          FailureReason.NEEDS_HUMAN,
          "git does not declare it for this node, so nothing is done to it");
    }
    return switch (input.observed().byId().get(request.resource())) {
      case Present present when present.leftovers().isEmpty() -> fate(request, desired, present);
      case Absent absent when absent.leftovers().isEmpty() -> fate(request, desired, null);
      case null, default -> new Fate.Later();
    };
  }

  private Fate fate(Request request, DesiredResource desired, @Nullable Present present) {
    var blocked = gates.against(new Correction.Rollback(due(request, desired), null, request.id()));
    if (blocked.isPresent()) {
      return new Fate.Refused(
          new Refusal(request, blocked.get().reason(), blocked.get().message()));
    }
    boolean conflicts =
        input.drifts().stream()
            .anyMatch(
                drift -> drift instanceof Drift.Conflicting && drift.id().equals(desired.id()));
    boolean isAnybodys =
        present != null && present.owner() == null && !input.records().containsKey(desired.id());
    if (conflicts || isAnybodys) {
      return refused(
          request,
          FailureReason.CONFLICTING,
          "what stands under its name is not ours; rename or remove it, or declare `adopt: true`");
    }
    EngineObject object = present == null ? null : present.object();
    return switch (request.wish()) {
      case Rollback _ -> rollback(request, desired, object);
      case Reset(var wipe) -> reset(request, desired, object, wipe);
    };
  }

  private Fate rollback(Request request, DesiredResource desired, @Nullable EngineObject object) {
    if (desired.id().kind() != ResourceKind.INSTANCE) {
      return refused(
          request,
          FailureReason.NO_WAY_BACK,
          "only an Instance keeps its former one; revert the commit in git instead");
    }
    return new Fate.Begun(new Correction.Rollback(due(request, desired), object, request.id()));
  }

  private Fate reset(
      Request request,
      DesiredResource desired,
      @Nullable EngineObject object,
      SortedSet<String> wipe) {
    if (!desired.id().kind().runs()) {
      return refused(
          request,
          FailureReason.NOT_SUPPORTED,
          "only an Instance or a Container can be reset; name the volumes of one with --wipe");
    }
    if (object == null) {
      return refused(
          request,
          FailureReason.NEEDS_HUMAN,
          "it is not there, and is made as declared anyway; see `setpoint status`");
    }
    BadSpec bad = history(desired.id()).badSpec();
    if (bad != null && bad.specDigest().equals(desired.specDigest())) {
      return refused(
          request,
          bad.reason(),
          "its declaration is known not to work, and a reset would bring it: " + bad.message());
    }
    if (desired.mode() == Mode.HOLD && bringsNewRevision(desired)) {
      return refused(
          request,
          FailureReason.HELD,
          "its mode is hold, and a reset would take the new revision with it");
    }
    var volumes = new TreeSet<ResourceId>();
    for (String name : wipe) {
      var volume = new ResourceId(ResourceKind.VOLUME, name);
      Optional<Refusal> refusal = againstWiping(request, desired, volume);
      if (refusal.isPresent()) {
        return new Fate.Refused(refusal.get());
      }
      volumes.add(volume);
    }
    var due = due(request, desired);
    return new Fate.Begun(new Correction.Reset(due, object, request.id(), volumes));
  }

  private boolean bringsNewRevision(DesiredResource desired) {
    var record = input.records().get(desired.id());
    return record == null || !record.specDigest().equals(desired.specDigest());
  }

  /** Only what is ours, used by this resource alone, and not protected, loses its data. */
  private Optional<Refusal> againstWiping(
      Request request, DesiredResource desired, ResourceId volume) {
    DesiredResource declared = input.desired().byId().get(volume);
    if (!volumes(desired.manifest()).contains(volume)) {
      return refusal(
          request, FailureReason.VOLUME_MISSING, "it does not use a volume " + volume.name());
    }
    if (declared == null
        || !declared.target().equals(desired.target())
        || !input.records().containsKey(volume)) {
      return refusal(
          request,
          FailureReason.NOT_PROVABLY_OURS,
          "%s is not ours: no manifest of this node declares it, or it was never applied"
              .formatted(volume));
    }
    var others = new TreeSet<String>();
    for (DesiredResource other : input.desired().byId().values()) {
      if (!other.id().equals(desired.id()) && volumes(other.manifest()).contains(volume)) {
        others.add(other.id().toString());
      }
    }
    if (!others.isEmpty()) {
      return refusal(
          request,
          FailureReason.NEEDS_HUMAN,
          "%s is also used by %s; take it out there first, or wipe it by hand"
              .formatted(volume, String.join(", ", others)));
    }
    var due = due(request, declared);
    var wiping = new Correction.Replace(due, new EngineObject("", volume.name()));
    return gates.against(wiping).map(held -> new Refusal(request, held.reason(), held.message()));
  }

  private static Set<ResourceId> volumes(Manifest manifest) {
    var volumes = new TreeSet<ResourceId>();
    if (manifest instanceof ContainerManifest container) {
      for (Mount mount : container.spec().mounts()) {
        if (mount instanceof Mount.Volume used) {
          volumes.add(new ResourceId(ResourceKind.VOLUME, used.volume()));
        }
      }
    }
    manifest.uses().stream().filter(id -> id.kind() == ResourceKind.VOLUME).forEach(volumes::add);
    return volumes;
  }

  private static Due due(Request request, DesiredResource desired) {
    return new Due(
        desired.id(),
        desired.target(),
        Cause.REQUEST,
        "%s (%s)".formatted(request, Cause.REQUEST.word()),
        List.of(),
        Set.of());
  }

  private static Fate refused(Request request, FailureReason reason, String why) {
    return new Fate.Refused(new Refusal(request, reason, request.resource() + ": " + why));
  }

  private static Optional<Refusal> refusal(Request request, FailureReason reason, String why) {
    return Optional.of(new Refusal(request, reason, request.resource() + ": " + why));
  }
}
