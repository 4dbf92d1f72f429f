package dev.setpoint.target.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.HostManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.NodeManifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Presence;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.DriftDetector;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.plan.PlanInput;
import dev.setpoint.reconcile.plan.Planner;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A node that reconciles one target step by step, with the real reader, detector and planner and
 * records in memory. What the agent does by itself, a test does here by call.
 */
public final class TestNode implements AutoCloseable {
  static final String NAME = "local";

  private static final Map<String, String> SECRETS =
      Map.of("shop/db", "the first secret", "shop/other", "the second secret");

  private final Target target;
  private final Map<String, String> secrets;
  private final DriftDetector detector;
  private final TestRecords records = new TestRecords();
  private final Map<ResourceId, CorrectionHistory> histories = new HashMap<>();
  private final Map<ResourceId, ResourceInputs> inputs = new HashMap<>();
  private final List<String> progress = new ArrayList<>();
  private DesiredState desired =
      new DesiredState(NAME, 0, InMemoryTree.of(Map.of()).revision(), new TreeMap<>());
  private int operations;

  public TestNode(Subject subject, String owner) {
    this(subject.target(owner, NAME), owner, SECRETS);
  }

  /** On a target of one's own, which marks objects as this owner's of the node {@code local}. */
  public TestNode(Target target, String owner, Map<String, String> secrets) {
    this.target = target;
    this.secrets = Map.copyOf(secrets);
    this.detector = new DriftDetector(owner, (_, kind) -> target.table(kind));
  }

  /** One pass: what was found, what was planned, what came of it. */
  public record Pass(List<Drift> drifts, Plan plan, Map<Correction, Outcome> outcomes) {
    /** The only correction of the pass. */
    public Correction correction() {
      assertThat(plan.corrections()).as("corrections, blocked: %s", plan.blocked()).hasSize(1);
      return plan.corrections().getFirst();
    }

    /** The outcome of the only correction. */
    Outcome outcome() {
      correction();
      return outcomes.values().iterator().next();
    }

    public Pass mustSucceed() {
      assertThat(outcomes.values())
          .allSatisfy(outcome ->
              assertThat(outcome)
                  .isInstanceOfAny(Outcome.Corrected.class, Outcome.Unchanged.class));
      return this;
    }
  }

  public Target target() {
    return target;
  }

  /** The record of a resource, for tests that take it away or change it. */
  public TestRecords records() {
    return records;
  }

  /** Sentences that corrections have said while they worked. */
  public List<String> progress() {
    return List.copyOf(progress);
  }

  public DesiredState desired() {
    return desired;
  }

  /** Git says this now. */
  public void declare(InMemoryTree tree) {
    switch (new ManifestReader().read(tree)) {
      case ReadResult.Invalid invalid -> throw new AssertionError(invalid.toString());
      case ReadResult.Valid(var manifests) -> declare(manifests);
    }
  }

  private void declare(ManifestSet manifests) {
    var resources = new TreeMap<ResourceId, DesiredResource>();
    for (Manifest manifest : manifests.byId().values()) {
      if (!(manifest instanceof NodeManifest)) {
        var given = new ResourceInputs(files(manifests, manifest.id()), secrets, KitTarget.HIDER);
        for (Manifest each : parts(manifest)) {
          inputs.put(each.id(), given);
          resources.put(each.id(), resource(each, given));
        }
      }
    }
    desired = new DesiredState(NAME, desired.generation() + 1, manifests.revision(), resources);
  }

  private static List<? extends Manifest> parts(Manifest manifest) {
    return manifest instanceof HostManifest host ? host.parts() : List.of(manifest);
  }

  private DesiredResource resource(Manifest manifest, ResourceInputs given) {
    Description description = target.describe(manifest, given);
    return new DesiredResource(
        manifest,
        target.name(),
        description.fields(),
        description.remedies(),
        presence(manifest),
        description.needs(),
        Mode.CORRECT,
        List.of(),
        target.table(manifest.id().kind()).paths());
  }

  private static Presence presence(Manifest manifest) {
    if (!(manifest instanceof ContainerManifest container)) {
      return Presence.PRESENT;
    }
    if (container.spec().state() == ContainerSpec.RunState.ABSENT) {
      return Presence.ABSENT;
    }
    return container.spec().oneShot() ? Presence.ONE_SHOT : Presence.PRESENT;
  }

  private static Map<String, byte[]> files(ManifestSet manifests, ResourceId id) {
    var files = new HashMap<String, byte[]>();
    manifests.filesOf(id).forEach(file -> files.put(file.path(), manifests.tree().read(file)));
    return files;
  }

  public ObservedState observe() {
    return target.observe(desired, Set.of());
  }

  /** What the target says of one resource. */
  public ObservedResource observe(ResourceId id) {
    ObservedResource seen = target.observe(desired, Set.of(id)).byId().get(id);
    return java.util.Objects.requireNonNull(seen, () -> "nothing was said about " + id);
  }

  public List<Drift> drifts() {
    return detector.detect(desired, observe(), records.all());
  }

  public Plan plan() {
    ObservedState observed = observe();
    return plan(observed, detector.detect(desired, observed, records.all()));
  }

  private Plan plan(ObservedState observed, List<Drift> drifts) {
    return Planner.plan(
        new PlanInput(
            desired,
            observed,
            drifts,
            records.all(),
            histories,
            List.of(),
            Mode.CORRECT,
            Instant.now()));
  }

  /** Looks, plans and does it, one after the other. */
  public Pass pass() {
    ObservedState observed = observe();
    List<Drift> drifts = detector.detect(desired, observed, records.all());
    records.noteClean(desired, observed, drifts);
    Plan plan = plan(observed, drifts);
    var outcomes = new LinkedHashMap<Correction, Outcome>();
    var failed = new java.util.HashSet<ResourceId>();
    for (Correction correction : plan.corrections()) {
      if (correction.due().after().stream().anyMatch(failed::contains)) {
        failed.add(correction.id());
      } else {
        Outcome outcome = apply(correction);
        outcomes.put(correction, outcome);
        if (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Skipped) {
          failed.add(correction.id());
        }
      }
    }
    return new Pass(drifts, plan, outcomes);
  }

  /** Does one correction and records it. */
  public Outcome apply(Correction correction) {
    operations++;
    DesiredResource resource =
        correction instanceof Correction.Prune ? null : desired.byId().get(correction.id());
    ResourceInputs given =
        inputs.getOrDefault(
            correction.id(), new ResourceInputs(Map.of(), Map.of(), KitTarget.HIDER));
    Outcome outcome =
        target.apply(
            correction, new ApplyRequest(resource, given, "op" + operations, progress::add));
    records.note(correction, resource, outcome, desired.revision().id());
    if (resource != null && outcome instanceof Outcome.Failed failed && failed.blamesSpec()) {
      histories.put(
          correction.id(),
          new CorrectionHistory(
              correction.id(),
              List.of(),
              new CorrectionHistory.BadSpec(
                  resource.specDigest(), failed.reason(), failed.message())));
    }
    return outcome;
  }

  /** Passes until nothing is left to do. */
  public void settle() {
    for (int tries = 0; tries < 6; tries++) {
      Pass pass = pass();
      pass.mustSucceed();
      if (pass.plan().isEmpty() && pass.plan().blocked().isEmpty()) {
        return;
      }
    }
    throw new AssertionError("it does not settle: " + plan());
  }

  /** Nothing differs and everything can be told. */
  public void mustBeQuiet() {
    ObservedState observed = observe();
    assertThat(observed.byId().values()).noneMatch(ObservedResource.Unknown.class::isInstance);
    assertThat(detector.detect(desired, observed, records.all())).as("drift").isEmpty();
  }

  @Override
  public void close() {
    target.close();
  }
}
