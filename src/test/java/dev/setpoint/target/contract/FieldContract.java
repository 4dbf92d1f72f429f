package dev.setpoint.target.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.target.contract.field.FieldCase;
import dev.setpoint.target.contract.field.FieldCases;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field is made as git says, seen when moved, put back, and quiet before and after. */
abstract class FieldContract {
  private final Site site;

  FieldContract(Subject subject) {
    this.site = new Site(subject);
  }

  static List<FieldCase> cases() {
    return FieldCases.all();
  }

  @AfterEach
  void clear() {
    site.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fieldMovedByHandIsSeenAndPutBack(FieldCase field) {
    begin(field);

    field.move().make(site.hand(), site.ground(), site.make());

    if (field.blind().contains(site.make())) {
      assertNoFieldDrifts();
      return;
    }
    String moved = objectId(field);
    assertDrift(field, site.node().drifts(), Cause.DRIFT);
    if (field.remedy(site.make()) == Remedy.REPORT) {
      assertOnlyReported();
      return;
    }
    assertCorrected(field, site.node().pass());
    assertThat(objectId(field).equals(moved))
        .as("the same object as before")
        .isEqualTo(field.remedy(site.make()) != Remedy.REPLACE);
    site.node().mustBeQuiet();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fieldChangedInGitIsApplied(FieldCase field) {
    begin(field);

    site.manifest(field.kind(), field.after()).declare();

    List<Drift> drifts = site.node().drifts();
    assertThat(drifts).isNotEmpty();
    assertThat(drifts).extracting(Drift::cause).containsOnly(Cause.INTENTIONAL);
    if (field.remedy(site.make()) == Remedy.REPORT) {
      assertOnlyReported();
      return;
    }
    site.node().settle();
    site.node().mustBeQuiet();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyRuleHasACase(ResourceKind kind) {
    Set<String> covered =
        cases().stream()
            .filter(field -> field.kind() == kind)
            .map(FieldCase::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    covered.addAll(FieldCases.IMMOVABLE.getOrDefault(kind, Map.of()).keySet());

    assertThat(rules(kind)).isEqualTo(covered);
  }

  static List<ResourceKind> kinds() {
    return List.of(ResourceKind.CONTAINER, ResourceKind.NETWORK, ResourceKind.VOLUME);
  }

  private Set<String> rules(ResourceKind kind) {
    return site.node().target().table(kind).rules().stream()
        .map(FieldTable.Rule::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void begin(FieldCase field) {
    field.prepare().accept(site.hand(), site.ground());
    site.manifest(field.kind(), field.before()).settle();
    for (int look = 0; look < 3; look++) {
      site.node().mustBeQuiet();
    }
  }

  private String objectId(FieldCase field) {
    return switch (field.kind()) {
      case CONTAINER -> site.hand().id(site.name());
      case NETWORK -> site.hand().network(site.name()).path("Id").asText();
      case VOLUME -> site.hand().volume(site.name()).path("CreatedAt").asText();
      default -> throw new IllegalArgumentException("no object: " + field.kind());
    };
  }

  private void assertDrift(FieldCase field, List<Drift> drifts, Cause cause) {
    assertThat(drifts).as("drifts").hasSize(1);
    assertThat(drifts.getFirst())
        .isInstanceOfSatisfying(
            Drift.Changed.class,
            changed -> {
              assertThat(changed.id()).isEqualTo(site.id(field.kind()));
              assertThat(changed.cause()).isEqualTo(cause);
              assertThat(changed.fields())
                  .extracting(FieldDrift::path)
                  .containsExactlyInAnyOrderElementsOf(paths(field));
              assertThat(changed.fields())
                  .extracting(FieldDrift::remedy)
                  .containsOnly(field.remedy(site.make()));
            });
  }

  private List<String> paths(FieldCase field) {
    return field.paths().stream().map(site.ground()::fill).toList();
  }

  private void assertCorrected(FieldCase field, TestNode.Pass pass) {
    pass.mustSucceed();
    Class<? extends Correction> expected =
        switch (field.remedy(site.make())) {
          case IN_PLACE -> Correction.Update.class;
          case RESTART -> Correction.Restart.class;
          case REPLACE -> Correction.Replace.class;
          case RUN_STATE ->
              String.join(" ", field.before()).contains("stopped")
                  ? Correction.Stop.class
                  : Correction.Start.class;
          case REPORT -> throw new IllegalArgumentException("nothing corrects " + field);
        };
    assertThat(pass.correction()).isInstanceOf(expected);
  }

  /** It is another object by now, which our record takes note of, but no field of it differs. */
  private void assertNoFieldDrifts() {
    assertThat(site.node().drifts())
        .allSatisfy(drift ->
            assertThat(drift)
                .isInstanceOfSatisfying(
                    Drift.Changed.class, changed -> assertThat(changed.fields()).isEmpty()));
  }

  private void assertOnlyReported() {
    TestNode.Pass pass = site.node().pass();
    assertThat(pass.plan().corrections()).isEmpty();
    assertThat(pass.plan().blocked())
        .extracting(Blocked::reason)
        .containsExactly(FailureReason.NEEDS_HUMAN);
  }
}
