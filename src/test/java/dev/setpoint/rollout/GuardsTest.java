package dev.setpoint.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.Metadata;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.PolicyManifest.GuardRule;
import dev.setpoint.manifest.PolicyManifest.Match;
import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.rollout.FleetChange.Removal;
import dev.setpoint.rollout.Judgement.Finding;
import dev.setpoint.rollout.Judgement.Guard;
import dev.setpoint.rollout.Judgement.Held;
import dev.setpoint.rollout.Judgement.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What guards hold: the rules around their edges, and every small fleet. */
class GuardsTest {
  private static Removal removal(String node, int number, Protection protection) {
    return new Removal(node, ResourceId.container("c" + number), protection);
  }

  private static List<Removal> removals(String node, int count) {
    return IntStream.range(0, count).mapToObj(i -> removal(node, i, Protection.NONE)).toList();
  }

  private static FleetChange change(int managed, Map<String, Integer> held, List<Removal> lost) {
    return new FleetChange(managed, 100, 100, held, lost);
  }

  private static Judgement judge(FleetChange change, String... approved) {
    return Guards.judge(change, GuardLimits.STANDARD, Set.of(approved));
  }

  private static List<Guard> found(Judgement judgement) {
    return judgement instanceof Held held
        ? held.findings().stream().map(Finding::guard).toList()
        : List.of();
  }

  @Test
  void letsATenthGoAndHoldsMore() {
    var node = Map.of("n", 1000);
    assertThat(judge(change(100, node, removals("n", 10)))).isInstanceOf(Passed.class);
    assertThat(found(judge(change(100, node, removals("n", 11)))))
        .containsExactly(Guard.SHARE_OF_ALL);
  }

  @Test
  void letsThreeGoAlways() {
    assertThat(judge(change(6, Map.of("n", 6), removals("n", 3)))).isInstanceOf(Passed.class);
    assertThat(found(judge(change(6, Map.of("n", 6), removals("n", 4)))))
        .containsExactly(Guard.SHARE_OF_ALL, Guard.SHARE_OF_NODE);
  }

  @Test
  void holdsWhatEmptiesOneNodeOfMany() {
    var judgement = judge(change(10_000, Map.of("edge-7", 20), removals("edge-7", 5)));

    assertThat(found(judgement)).containsExactly(Guard.SHARE_OF_NODE);
    assertThat(((Held) judgement).message())
        .contains("5 of 20 on edge-7")
        .contains("more than 20 % of a node")
        .contains("setpoint approve " + ((Held) judgement).shortDigest());
  }

  @Test
  void holdsTheLossOfEverythingButNotTheRenamingOfTheOnlyOne() {
    assertThat(judge(change(1, Map.of("n", 1), removals("n", 1)))).isInstanceOf(Passed.class);
    assertThat(found(judge(change(2, Map.of("n", 2), removals("n", 2)))))
        .containsExactly(Guard.EVERYTHING);
  }

  @Test
  void holdsHalfTheManifests() {
    assertThat(judge(new FleetChange(0, 10, 6, Map.of(), List.of()))).isInstanceOf(Passed.class);
    assertThat(found(judge(new FleetChange(0, 10, 5, Map.of(), List.of()))))
        .containsExactly(Guard.MANIFESTS);
    assertThat(judge(new FleetChange(0, 4, 2, Map.of(), List.of()))).isInstanceOf(Passed.class);
  }

  @Test
  void asksForWhatIsProtectedAndNeverLetsGoWhatSaysNever() {
    var confirm = List.of(removal("n", 1, Protection.CONFIRM));
    var asked = (Held) judge(change(100, Map.of("n", 100), confirm));
    assertThat(asked.message()).contains("container/c1@n").contains("protect: confirm");
    assertThat(judge(change(100, Map.of("n", 100), confirm), asked.digest()))
        .isEqualTo(new Passed(asked.digest()));

    var never = List.of(removal("n", 1, Protection.NEVER));
    var refused = (Held) judge(change(100, Map.of("n", 100), never));
    assertThat(refused.approvable()).isFalse();
    assertThat(refused.message()).contains("No approval helps");
    assertThat(judge(change(100, Map.of("n", 100), never), refused.digest()))
        .isInstanceOf(Held.class);
  }

  @Test
  void anApprovalLetsExactlyTheseRemovalsThrough() {
    var held = Map.of("n", 10);
    var five = (Held) judge(change(10, held, removals("n", 5)));
    assertThat(judge(change(10, held, removals("n", 5)), five.digest()))
        .isEqualTo(new Passed(five.digest()));
    assertThat(judge(change(10, held, removals("n", 6)), five.digest())).isInstanceOf(Held.class);
  }

  @Test
  void holdsExactlyWhatTheRuleSaysInEverySmallFleet() {
    for (int first = 0; first <= 12; first++) {
      for (int second = 0; second <= 12; second++) {
        for (int lostFirst = 0; lostFirst <= first; lostFirst++) {
          for (int lostSecond = 0; lostSecond <= second; lostSecond++) {
            check(first, second, lostFirst, lostSecond);
          }
        }
      }
    }
  }

  private static void check(int first, int second, int lostFirst, int lostSecond) {
    var lost = new ArrayList<>(removals("a", lostFirst));
    lost.addAll(removals("b", lostSecond));
    var held = new TreeMap<>(Map.of("a", first, "b", second));
    int all = first + second;
    int gone = lostFirst + lostSecond;
    boolean expected =
        (gone > 3 && gone > all * 0.1)
            || (lostFirst > 3 && lostFirst > first * 0.2)
            || (lostSecond > 3 && lostSecond > second * 0.2)
            || (gone > 1 && gone == all);
    assertThat(judge(change(all, held, lost)) instanceof Held)
        .as("%d of %d, %d of %d", lostFirst, first, lostSecond, second)
        .isEqualTo(expected);
  }

  @Test
  void takesTheMostCarefulOfAllPolicies() {
    var policies = List.of(policy(new GuardRule(50, null, 1)), policy(new GuardRule(5, 60, 9)));
    assertThat(GuardLimits.of(policies)).isEqualTo(new GuardLimits(5, 60, 1));
    assertThat(GuardLimits.of(List.of())).isEqualTo(GuardLimits.STANDARD);
    assertThat(new GuardLimits(90, 90, 90).and(GuardLimits.STANDARD))
        .isEqualTo(GuardLimits.STANDARD);
  }

  private static PolicyManifest policy(GuardRule guards) {
    return new PolicyManifest(
        new Metadata("p", Map.of()),
        new Origin("p.yaml", 1),
        new Match(Set.of(), Set.of(), Map.of(), Set.of()),
        null,
        List.of(),
        null,
        guards);
  }
}
