package dev.setpoint.target.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.container.ContainerFile;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.Identity;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.look.SideWork;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever call a correction dies at, one object stands under the name afterwards. */
class CrashTest {
  private static final int CALLS = 14;
  private static final ResourceId WEB = ResourceId.container("web");
  private static final ResourceInputs INPUTS = Specs.inputs(Map.of("f", "content"), Map.of());

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final SimulatedEngine engine = SimulatedEngine.create(now::get);

  CrashTest() {
    engine.load("web:1", "one", JsonNodeFactory.instance.objectNode());
    engine.load("web:2", "two", JsonNodeFactory.instance.objectNode());
    engine.createNetwork(JsonNodeFactory.instance.objectNode().put("Name", "back"));
    engine.createNetwork(JsonNodeFactory.instance.objectNode().put("Name", "front"));
    engine.createVolume(JsonNodeFactory.instance.objectNode().put("Name", "data"));
  }

  private DockerTarget target(Engine under) {
    TargetSettings standard =
        TargetSettings.standard(new Identity("docker", "me", "local"), Profile.DOCKER);
    var settings =
        new TargetSettings(
            standard.identity(),
            standard.profile(),
            standard.looking(),
            standard.changing(),
            standard.events(),
            this::pass,
            standard.ports(),
            SideWork.atOnce());
    return new DockerTarget(under, settings, Specs.HIDER, now::get);
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private DesiredResource web(String image, String command) {
    ContainerSpec spec =
        Specs.with(
            Specs.plain(image),
            parts ->
                parts
                    .command(command)
                    .mounts(new Mount.Volume("data", "/data", false))
                    .networks(
                        new Attachment("front", List.of("www"), null, null),
                        new Attachment("back", List.of(), null, null))
                    .files(
                        new ContainerFile(
                            "/www/i", "f", 0644, 0, 0, ContainerFile.OnChange.NONE, null)));
    return Specs.desired(target(engine), Specs.container("web", spec), INPUTS);
  }

  private ObservedResource look(DesiredResource desired) {
    return target(engine)
        .observe(Specs.state(desired), Set.of(WEB))
        .byId()
        .getOrDefault(WEB, new ObservedResource.Unknown(WEB, "not looked at"));
  }

  private ObservedResource.Present createOld() {
    DesiredResource old = web("web:1", "sleep");
    Outcome outcome =
        Corrections.apply(
            target(engine), new Correction.Create(Corrections.due(WEB), null), old, INPUTS);
    assertThat(outcome).isInstanceOf(Outcome.Corrected.class);
    return (ObservedResource.Present) look(old);
  }

  private boolean dies(int call, boolean after, Correction correction, DesiredResource desired) {
    Supplier<Error> fault = Faults.Killed::new;
    try {
      Corrections.apply(target(Faults.at(engine, call, after, fault)), correction, desired, INPUTS);
      return false;
    } catch (Faults.Killed dead) {
      return true;
    }
  }

  private void settleTwice(DesiredResource desired) {
    for (int round = 0; round < 2; round++) {
      Outcome outcome =
          Corrections.apply(
              target(engine),
              new Correction.Settle(Corrections.due(WEB), List.of()),
              desired,
              INPUTS);
      assertThat(outcome).isInstanceOfAny(Outcome.Corrected.class, Outcome.Unchanged.class);
      if (round == 1) {
        assertThat(outcome).isInstanceOf(Outcome.Unchanged.class);
      }
    }
  }

  private void oneRunsUnderTheName(DesiredResource desired) {
    ObservedResource seen = look(desired);
    assertThat(seen).isInstanceOf(ObservedResource.Present.class);
    assertThat(((ObservedResource.Present) seen).condition().running()).isTrue();
    assertThat(((ObservedResource.Present) seen).leftovers()).isEmpty();
    assertThat(engine.containers()).hasSize(1);
    assertThat(engine.volumes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReplacementThatDiesAnywhereLeavesOldOrNew(boolean after) {
    int deaths = 0;
    for (int call = 1; call <= CALLS; call++) {
      engine.containers().forEach(container -> engine.remove(container.id()));
      ObservedResource.Present old = createOld();
      DesiredResource next = web("web:2", "sleep");
      var replace = new Correction.Replace(Corrections.due(WEB), old.object());
      if (dies(call, after, replace, next)) {
        deaths++;
        settleTwice(next);
      }
      oneRunsUnderTheName(next);
    }
    assertThat(deaths).isBetween(7, CALLS - 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailingReplacementThatDiesAnywhereLeavesTheOldRunning(boolean after) {
    int deaths = 0;
    for (int call = 1; call <= CALLS; call++) {
      engine.containers().forEach(container -> engine.remove(container.id()));
      ObservedResource.Present old = createOld();
      DesiredResource broken = web("web:2", "false");
      var replace = new Correction.Replace(Corrections.due(WEB), old.object());
      if (dies(call, after, replace, broken)) {
        deaths++;
        settleTwice(broken);
      }
      oneRunsUnderTheName(broken);
      assertThat(((ObservedResource.Present) look(broken)).object()).isEqualTo(old.object());
    }
    assertThat(deaths).isBetween(9, CALLS - 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCreationThatDiesAnywhereIsFinishedByTheNext(boolean after) {
    int deaths = 0;
    for (int call = 1; call <= CALLS; call++) {
      engine.containers().forEach(container -> engine.remove(container.id()));
      DesiredResource desired = web("web:1", "sleep");
      var create = new Correction.Create(Corrections.due(WEB), null);
      if (dies(call, after, create, desired)) {
        deaths++;
        settleTwice(desired);
      }
      if (look(desired) instanceof ObservedResource.Absent) {
        assertThat(engine.containers()).isEmpty();
        Corrections.apply(target(engine), create, desired, INPUTS);
      }
      oneRunsUnderTheName(desired);
    }
    assertThat(deaths).isBetween(5, CALLS - 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReplacementWhoseEngineFailsAnywhereLeavesOneRunning(boolean after) {
    for (int call = 1; call <= CALLS; call++) {
      engine.containers().forEach(container -> engine.remove(container.id()));
      ObservedResource.Present old = createOld();
      DesiredResource next = web("web:2", "sleep");
      Engine failing =
          Faults.at(
              engine,
              call,
              after,
              () -> new EngineException(EngineException.Kind.REFUSED, 500, "no"));
      Corrections.apply(
          target(failing),
          new Correction.Replace(Corrections.due(WEB), old.object()),
          next,
          INPUTS);
      settleTwice(next);
      oneRunsUnderTheName(next);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStrangerUnderTheNameSurvivesAnyDeath(boolean after) {
    for (int call = 1; call <= CALLS; call++) {
      engine.containers().forEach(container -> engine.remove(container.id()));
      String stranger =
          engine.create(
              "web",
              JsonNodeFactory.instance
                  .objectNode()
                  .put("Image", "web:1")
                  .set("HostConfig", JsonNodeFactory.instance.objectNode()));
      engine.start(stranger);
      DesiredResource desired = web("web:1", "sleep");
      var create =
          new Correction.Create(
              Corrections.due(WEB), new ObservedResource.EngineObject(stranger, "web"));
      dies(call, after, create, desired);
      assertThat(engine.containers()).anyMatch(container -> container.id().equals(stranger));
    }
  }
}
