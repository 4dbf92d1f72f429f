package dev.setpoint.target.lxd.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.BadSpec;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.DriftDetector;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.reconcile.plan.PlanInput;
import dev.setpoint.reconcile.plan.Planner;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Pause;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.lxd.LxdTarget;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.instance.ground.ChangeLimits;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.instance.inner.InnerAgents;
import dev.setpoint.target.lxd.kind.ServerKind;
import dev.setpoint.target.lxd.object.ObjectKinds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node whose instances are reconciled step by step, with the real reader, detector, planner. */
final class InstanceNode {
  static final String NAME = "local";

  private static final Hider HIDER = new Hider(new byte[32]);
  private static final String OWNER = "contract";

  private final LxdTarget target;
  private final DriftDetector detector;
  private final Map<ResourceId, AppliedRecord> records = new HashMap<>();
  private final Map<ResourceId, ResourceInputs> inputs = new HashMap<>();
  private DesiredState desired =
      new DesiredState(NAME, 0, InMemoryTree.of(Map.of()).revision(), new TreeMap<>());
  private final Map<ResourceId, CorrectionHistory> histories = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<ResourceId> asked = new ArrayList<>();
  private int operations;

  InstanceNode(Server server, InstantSource clock) {
    this(server, clock, InnerAgents.NONE);
  }

  InstanceNode(Server server, InstantSource clock, InnerAgents agents) {
    var identity = new Identity("lxd", OWNER, NAME);
    var limits = ChangeLimits.standard();
    var ground = new Ground(server, identity, clock, Pause.untilInterrupted(), limits);
    this.target =
        new LxdTarget(
            server, identity, kinds(server, identity, ground, agents), _ -> () -> {}, clock);
    this.detector = new DriftDetector(OWNER, (_, kind) -> target.table(kind));
  }

  private static List<ServerKind> kinds(
      Server server, Identity identity, Ground ground, InnerAgents agents) {
    var kinds = new ArrayList<>(ObjectKinds.all(server, identity, HIDER));
    kinds.removeIf(kind -> kind.kind() != ResourceKind.VOLUME);
    kinds.add(new Instances(ground, Duration.ZERO, agents));
    return kinds;
  }

  /** One pass: what was found, what was planned, what came of it. */
  record Pass(List<Drift> drifts, Plan plan, Map<Correction, Outcome> outcomes) {
    /** The only drift, which is a change. */
    Drift.Changed changed() {
      assertThat(drifts).singleElement().isInstanceOf(Drift.Changed.class);
      return (Drift.Changed) drifts.getFirst();
    }

    Correction correction() {
      assertThat(plan.corrections()).as("corrections, blocked: %s", plan.blocked()).hasSize(1);
      return plan.corrections().getFirst();
    }

    Outcome outcome() {
      correction();
      return outcomes.values().iterator().next();
    }

    Pass corrected() {
      assertThat(outcome()).isInstanceOf(Outcome.Corrected.class);
      return this;
    }
  }

  static ResourceId instance(String name) {
    return new ResourceId(ResourceKind.INSTANCE, name);
  }

  /** Git says this now. */
  void declare(String... instances) {
    var text = new StringBuilder();
    text.append("apiVersion: setpoint.dev/v1\nkind: Node\nmetadata: {name: local}\n");
    text.append("spec: {targets: [{name: lxd}]}\n");
    for (String instance : instances) {
      text.append("---\n").append(instance);
    }
    switch (new ManifestReader().read(InMemoryTree.of(Map.of("all.yaml", text.toString())))) {
      case ReadResult.Invalid invalid -> throw new AssertionError(invalid.toString());
      case ReadResult.Valid(var manifests) -> declare(manifests);
    }
  }

  private void declare(ManifestSet manifests) {
    var resources = new TreeMap<ResourceId, DesiredResource>();
    for (Manifest manifest : manifests.byId().values()) {
      if (manifest instanceof ServerManifest || manifest instanceof VolumeManifest) {
        var given = new ResourceInputs(Map.of(), Map.of(), HIDER);
        inputs.put(manifest.id(), given);
        resources.put(manifest.id(), resource(manifest, given));
      }
    }
    desired = new DesiredState(NAME, desired.generation() + 1, manifests.revision(), resources);
  }

  private DesiredResource resource(Manifest manifest, ResourceInputs given) {
    Description description = target.describe(manifest, given);
    return new DesiredResource(
        manifest,
        target.name(),
        description.fields(),
        description.remedies(),
        DesiredResource.Presence.PRESENT,
        description.needs(),
        Mode.CORRECT,
        List.of(),
        Set.of());
  }

  /** Looks, plans and does it. */
  Pass pass() {
    ObservedState observed = target.observe(desired, Set.of());
    List<Drift> drifts = detector.detect(desired, observed, records);
    noteClean(observed, drifts);
    Plan plan =
        Planner.plan(
            new PlanInput(
                desired,
                observed,
                drifts,
                records,
                histories,
                List.of(),
                Mode.CORRECT,
                Set.of(),
                List.copyOf(requests),
                Instant.now()));
    requests.clear();
    var outcomes = new HashMap<Correction, Outcome>();
    plan.corrections().forEach(correction -> outcomes.put(correction, apply(correction)));
    return new Pass(drifts, plan, outcomes);
  }

  private Outcome apply(Correction correction) {
    operations++;
    DesiredResource resource =
        correction instanceof Correction.Prune ? null : desired.byId().get(correction.id());
    ResourceInputs given =
        inputs.getOrDefault(correction.id(), new ResourceInputs(Map.of(), Map.of(), HIDER));
    Outcome outcome =
        target.apply(correction, new ApplyRequest(resource, given, "op" + operations, _ -> {}));
    note(correction, resource, outcome);
    if (correction instanceof Correction.Rollback
        && outcome instanceof Outcome.Corrected
        && resource != null) {
      leave(resource);
    }
    if (outcome instanceof Outcome.Failed failed && failed.blamesSpec() && resource != null) {
      histories.put(
          resource.id(),
          CorrectionHistory.none(resource.id())
              .spoiledBy(new BadSpec(resource.specDigest(), failed.reason(), failed.message())));
    }
    return outcome;
  }

  private void note(Correction correction, @Nullable DesiredResource resource, Outcome outcome) {
    ResourceId id = correction.id();
    switch (outcome) {
      case Outcome.Corrected(var object, _) -> {
        if (resource == null || object == null) {
          records.remove(id);
        } else {
          records.put(id, record(resource, object, applied(correction, resource)));
        }
      }
      case Outcome.Failed(_, _, _, var object) -> {
        AppliedRecord before = records.get(id);
        if (before != null && object != null && resource != null) {
          records.put(id, record(resource, object, before.applied()));
        }
      }
      case Outcome.Unchanged _, Outcome.Skipped _ -> {}
    }
  }

  /** What was put in order may be made from another declaration than is wanted. */
  private Fields applied(Correction correction, DesiredResource resource) {
    AppliedRecord before = records.get(resource.id());
    boolean isFormer =
        correction instanceof Correction.Settle
            && !specOf(resource.id()).equals(resource.specDigest().hex());
    return isFormer && before != null ? before.applied() : resource.fields();
  }

  /** From what declaration the one in service was made, as its mark says. */
  private String specOf(ResourceId id) {
    return target.observe(desired, Set.of(id)).byId().get(id) instanceof ObservedResource.Present p
            && p.owner() != null
        ? p.owner().specDigest()
        : "";
  }

  /** What is as declared is recorded so. */
  private void noteClean(ObservedState observed, List<Drift> drifts) {
    for (ObservedResource seen : observed.byId().values()) {
      boolean clean = drifts.stream().noneMatch(drift -> drift.id().equals(seen.id()));
      DesiredResource resource = desired.byId().get(seen.id());
      if (clean && resource != null && seen instanceof ObservedResource.Present present) {
        records.computeIfPresent(
            seen.id(), (_, _) -> record(resource, present.object(), resource.fields()));
      }
    }
  }

  private AppliedRecord record(
      DesiredResource resource, ObservedResource.EngineObject object, Fields applied) {
    return new AppliedRecord(
        resource.id(), target.name(), object, applied, "r", false, false, Set.of());
  }

  /** A person asks for this, in the next pass. */
  void ask(String name, Request.Wish wish) {
    var now = Instant.now();
    if (wish instanceof Request.Rollback) {
      asked.add(instance(name));
    }
    requests.add(
        new Request("r", instance(name), wish, "ada", "", now, now.plus(Duration.ofMinutes(10))));
  }

  /** As the agent remembers a declaration that a person left. */
  private void leave(DesiredResource left) {
    ObservedState observed = target.observe(desired, Set.of(left.id()));
    boolean differs =
        detector.detect(desired, observed, records).stream()
            .anyMatch(drift -> drift.id().equals(left.id()));
    histories.put(
        left.id(),
        CorrectionHistory.none(left.id())
            .spoiledBy(
                differs
                    ? new BadSpec(left.specDigest(), FailureReason.ROLLED_BACK, "ada left it")
                    : null));
  }

  /** As the agent starts again after it was killed while it did what a person asked for. */
  void died() {
    asked.forEach(id -> leave(Objects.requireNonNull(desired.byId().get(id))));
  }

  /** What is there works, and what differs is nothing that would be corrected. */
  void mustRest() {
    Pass pass = pass();
    assertThat(pass.plan().corrections()).isEmpty();
  }

  /** Three looks find nothing that differs. */
  void mustBeQuiet() {
    for (int look = 0; look < 3; look++) {
      ObservedState observed = target.observe(desired, Set.of());
      assertThat(observed.byId().values()).noneMatch(ObservedResource.Unknown.class::isInstance);
      assertThat(detector.detect(desired, observed, records)).as("drift").isEmpty();
      assertThat(observed.undeclared()).isEmpty();
    }
  }

  /** A look at one instance alone. */
  ObservedResource observe(String name) {
    var seen = target.observe(desired, Set.of(instance(name))).byId().get(instance(name));
    return java.util.Objects.requireNonNull(seen);
  }
}
