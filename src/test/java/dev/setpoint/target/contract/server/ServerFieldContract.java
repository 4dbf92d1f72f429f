package dev.setpoint.target.contract.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetEvent.LookAt;
import dev.setpoint.target.contract.TestNode;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every kind that servers hold, all in use at once: moved by hand it is heard of and
 * seen as just that, put back as the table says, and all is quiet afterwards. What must last lasts.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerFieldContract {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final EntityPath WEB = EntityPath.instance(EntityPath.DEFAULT_PROJECT, "kit-web");

  /** Rules that are shown elsewhere, each with the reason. */
  private static final Map<ResourceKind, Map<String, String>> ELSEWHERE =
      Map.of(
          ResourceKind.INSTANCE,
          Map.of("spec.node", "an agent inside takes a controller and a machine with systemd"));

  private final Servers which;
  private @Nullable ServerSite open;
  private boolean isDeclared;

  ServerFieldContract(Servers which) {
    this.which = which;
  }

  private ServerSite site() {
    return java.util.Objects.requireNonNull(open);
  }

  private TestNode node() {
    return site().node();
  }

  @BeforeAll
  void begin() {
    open = new ServerSite(which);
  }

  @AfterAll
  void end() {
    site().close();
  }

  static List<ServerCase> cases() {
    return Stream.of(
            ObjectCases.others(),
            ObjectCases.storage(),
            ObjectCases.networks(),
            ObjectCases.networkParts(),
            ObjectCases.profiles(),
            InstanceCases.itself(),
            InstanceCases.options(),
            InstanceCases.namedOptions(),
            InstanceCases.devices(),
            InstanceCases.states(),
            InstanceCases.files())
        .flatMap(List::stream)
        .toList();
  }

  static List<ServerCase> moves() {
    return cases().stream().filter(ServerCase::isMoved).toList();
  }

  /** One of four, but with {@code -Dservers.edits=all} all of them: each takes seconds. */
  static List<ServerCase> edits() {
    var edits = cases().stream().filter(field -> !field.edits().isEmpty()).toList();
    int step = System.getProperty("servers.edits", "").equals("all") ? 1 : 4;
    return IntStream.range(0, edits.size())
        .filter(i -> i % step == 0)
        .mapToObj(edits::get)
        .toList();
  }

  static List<ResourceKind> kinds() {
    return List.of(
        ResourceKind.PROJECT,
        ResourceKind.STORAGEPOOL,
        ResourceKind.NETWORK,
        ResourceKind.VOLUME,
        ResourceKind.IMAGE,
        ResourceKind.INSTANCEPROFILE,
        ResourceKind.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyRuleHasACase(ResourceKind kind) {
    Set<String> covered =
        cases().stream()
            .filter(field -> field.kind() == kind)
            .map(ServerCase::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    covered.addAll(ELSEWHERE.getOrDefault(kind, Map.of()).keySet());

    assertThat(rules(kind)).isNotEmpty().isEqualTo(covered);
  }

  private Set<String> rules(ResourceKind kind) {
    return node().target().table(kind).rules().stream()
        .map(FieldTable.Rule::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("moves")
  void fieldMovedByHandIsHeardOfSeenAndPutBack(ServerCase field) {
    settled();
    List<String> before = lasting();
    EntityPath path = site().path(field);
    JsonNode whole = site().others().get(path).json();
    site().listenAnew();

    field.move().make(site(), path);

    try {
      awaitHeard(field);
      assertDrift(field, node().drifts());
      if (field.remedy() == Remedy.REPORT) {
        assertOnlyReported(node().pass());
      } else {
        assertCorrected(field, node().pass());
      }
    } finally {
      if (field.remedy() == Remedy.REPORT) {
        site().others().put(path, whole, "");
      }
    }
    mustBeQuiet();
    if (field.remedy() != Remedy.REPLACE) {
      assertThat(lasting()).as("id, hardware address, base image").isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("edits")
  void fieldChangedInGitIsApplied(ServerCase field) {
    // what was said before is taken back along with it, which would hide that nothing is done
    if (!isDeclared || field.remedy() == Remedy.REPORT) {
      settled();
    }

    site().declare(field);

    List<Drift> drifts = node().drifts();
    assertThat(drifts).isNotEmpty();
    assertThat(drifts).extracting(Drift::cause).containsOnly(Cause.INTENTIONAL);
    if (field.remedy() == Remedy.REPORT) {
      assertOnlyReported(node().pass());
    } else {
      node().pass().mustSucceed();
      awaitTold();
      node().settle();
      mustBeQuiet();
    }
  }

  /** What git said before is taken back by the next declaration. */
  private void settled() {
    isDeclared = true;
    site().declare();
    awaitTold();
    node().settle();
    mustBeQuiet();
  }

  private void mustBeQuiet() {
    awaitTold();
    try {
      node().mustBeQuiet();
    } catch (AssertionError e) {
      if (canAllBeTold()) {
        throw e;
      }
      awaitTold();
      node().mustBeQuiet();
    }
  }

  private void awaitTold() {
    if (!canAllBeTold()) {
      // LXD 5.0 may not answer for files of an instance that was just replaced
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(1))
          .until(this::canAllBeTold);
    }
  }

  private boolean canAllBeTold() {
    return node().observe().byId().values().stream()
        .noneMatch(ObservedResource.Unknown.class::isInstance);
  }

  /** What must outlive every correction that makes nothing new. */
  private List<String> lasting() {
    JsonNode config = site().others().get(WEB).json().path("config");
    List<String> lasting =
        List.of(
            config.path("volatile.uuid").asText(),
            config.path("volatile.eth0.hwaddr").asText(),
            config.path("volatile.eth1.hwaddr").asText(),
            config.path("volatile.base_image").asText());
    assertThat(lasting).doesNotContain("");
    return lasting;
  }

  private void awaitHeard(ServerCase field) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(site().heard()).anyMatch(event -> tells(event, field)));
  }

  private boolean tells(TargetEvent event, ServerCase field) {
    return switch (event) {
      case TargetEvent.LookAtAll _ -> field.blame().isEmpty();
      case TargetEvent.Lost _ -> false;
      case LookAt look ->
          look.ids().contains(site().id(field))
              && (field.blame().isEmpty() || isBlamed(look.culprit(), field));
    };
  }

  private static boolean isBlamed(@Nullable Culprit culprit, ServerCase field) {
    return culprit != null && culprit.what().contains(field.blame());
  }

  private void assertDrift(ServerCase field, List<Drift> drifts) {
    assertThat(drifts).as("drifts").hasSize(1);
    assertThat(drifts.getFirst())
        .isInstanceOfSatisfying(
            Drift.Changed.class,
            changed -> {
              assertThat(changed.id()).isEqualTo(site().id(field));
              assertThat(changed.cause()).isEqualTo(Cause.DRIFT);
              assertThat(changed.fields())
                  .extracting(FieldDrift::path)
                  .containsExactlyInAnyOrderElementsOf(
                      field.paths().stream().map(site()::fill).toList());
              assertThat(changed.fields())
                  .extracting(FieldDrift::remedy)
                  .contains(field.remedy())
                  .isSubsetOf(Remedy.IN_PLACE, field.remedy());
            });
  }

  private static void assertCorrected(ServerCase field, TestNode.Pass pass) {
    pass.mustSucceed();
    Class<? extends Correction> expected =
        switch (field.remedy()) {
          case IN_PLACE -> Correction.Update.class;
          case RESTART -> Correction.Restart.class;
          case REPLACE -> Correction.Replace.class;
          case RUN_STATE ->
              field.name().equals("kit-off") ? Correction.Stop.class : Correction.Start.class;
          case REPORT -> throw new IllegalArgumentException("nothing corrects " + field);
        };
    assertThat(pass.correction()).isInstanceOf(expected);
  }

  private static void assertOnlyReported(TestNode.Pass pass) {
    assertThat(pass.plan().corrections()).isEmpty();
    assertThat(pass.plan().blocked())
        .extracting(Blocked::reason)
        .containsExactly(FailureReason.NEEDS_HUMAN);
  }
}
