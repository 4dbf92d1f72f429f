package dev.setpoint.reconcile.plan;

import static dev.setpoint.fixture.NodeFixture.aNode;
import static dev.setpoint.fixture.ResourceFixture.aContainer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.NodeFixture;
import dev.setpoint.fixture.ResourceFixture;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource.Need.Until;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.ObservedResource.Unknown;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.UnchangedIndex;
import dev.setpoint.reconcile.plan.Situation.Recorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of every plan, tried on generated nodes. The seed is in the test's name. */
class PlanPropertiesTest {
  private static final int NODES_PER_SEED = 300;
  private static final int RESOURCES = 8;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void holdsForGeneratedNodes(long seed) {
    var random = new Random(seed);
    for (int at = 0; at < NODES_PER_SEED; at++) {
      NodeFixture node = node(random);
      PlanInput input = node.input();
      Plan plan = Planner.plan(input);
      isDeterministic(input, plan, random);
      actsOnceOnEachResource(plan);
      neverPrunesWhatIsNotOurs(input, plan);
      neverActsOnWhatNobodyCanTell(input, plan);
      comesInAnOrderThatWorks(plan);
      theIndexChangesNothing(node);
      convergesOnAModel(input);
    }
  }

  private static void isDeterministic(PlanInput input, Plan plan, Random random) {
    var shuffled = new ArrayList<>(input.drifts());
    Collections.shuffle(shuffled, random);
    var again =
        new PlanInput(
            input.desired(),
            input.observed(),
            shuffled,
            input.records(),
            input.histories(),
            input.suspensions(),
            input.undeclared(),
            input.now());
    assertThat(Planner.plan(again)).isEqualTo(plan);
    assertThat(PlanDigest.of(Planner.plan(again))).isEqualTo(PlanDigest.of(plan));
  }

  private static void actsOnceOnEachResource(Plan plan) {
    List<ResourceId> ids = plan.corrections().stream().map(Correction::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(plan.blocked()).extracting(Plan.Blocked::id).noneMatch(ids::contains);
  }

  private static void neverPrunesWhatIsNotOurs(PlanInput input, Plan plan) {
    for (Correction correction : plan.corrections()) {
      if (correction instanceof Correction.Prune prune) {
        var own = Optional.ofNullable(input.records().get(prune.id()));
        assertThat(own.map(record -> record.object().engineId()))
            .contains(prune.object().engineId());
      }
    }
  }

  private static void neverActsOnWhatNobodyCanTell(PlanInput input, Plan plan) {
    for (ObservedResource seen : input.observed().byId().values()) {
      if (seen instanceof Unknown) {
        assertThat(plan.corrections()).extracting(Correction::id).doesNotContain(seen.id());
      }
    }
  }

  private static void comesInAnOrderThatWorks(Plan plan) {
    Set<ResourceId> done = new HashSet<>();
    for (Correction correction : plan.corrections()) {
      assertThat(done).containsAll(correction.due().after());
      done.add(correction.id());
    }
  }

  private static void theIndexChangesNothing(NodeFixture node) {
    var detector = NodeFixture.detector();
    var first =
        detector.detect(node.desired(), node.observed(), node.records(), UnchangedIndex.empty());
    var second =
        detector.detect(node.desired(), node.observed(), node.records(), first.unchanged());
    assertThat(second.drifts()).isEqualTo(first.drifts());
  }

  /** Applies plans until nothing is left to do, and then only what was blocked may differ. */
  private static void convergesOnAModel(PlanInput input) {
    var model = new NodeModel(input);
    for (int pass = 0; pass <= RESOURCES + 1; pass++) {
      Plan plan = Planner.plan(model.input());
      if (plan.isEmpty()) {
        Set<ResourceId> explained = new HashSet<>();
        plan.blocked().forEach(blocked -> explained.add(blocked.id()));
        assertThat(model.input().drifts())
            .extracting(Drift::id)
            .allMatch(id -> explained.contains(id) || model.isOff(id));
        return;
      }
      plan.corrections().forEach(model::apply);
    }
    throw new AssertionError("does not converge: " + PlanText.of(Planner.plan(model.input())));
  }

  private static NodeFixture node(Random random) {
    NodeFixture node = aNode().undeclaredMode(pick(random, Mode.values()));
    for (int at = 0; at < 1 + random.nextInt(RESOURCES); at++) {
      Situation situation = pick(random, Situation.values());
      ResourceFixture resource = situation.of(aContainer("c" + at));
      resource.mode(random.nextInt(4) > 0 ? Mode.CORRECT : pick(random, Mode.values()));
      if (at > 0 && random.nextBoolean()) {
        resource.needs(
            ResourceId.container("c" + random.nextInt(at)), pick(random, Until.values()));
      }
      situation.put(node, resource, pick(random, Recorded.values()));
      if (random.nextInt(10) == 0) {
        node.suspend(resource.id(), null);
      }
    }
    return node;
  }

  private static <T> T pick(Random random, T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** What a look would show of a resource. */
  static ObservedState looked(ObservedState before, ObservedResource now) {
    var byId = new TreeMap<>(before.byId());
    byId.put(now.id(), now);
    List<Present> undeclared =
        before.undeclared().stream().filter(one -> !one.id().equals(now.id())).toList();
    return new ObservedState(before.at(), byId, undeclared);
  }
}
