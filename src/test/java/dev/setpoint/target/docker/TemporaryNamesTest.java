package dev.setpoint.target.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Identity;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.look.Names;
import dev.setpoint.target.docker.look.SideWork;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever stands under a name that a correction uses for a while stays there and blocks nothing.
 */
class TemporaryNamesTest {
  private static final ResourceId WEB = ResourceId.container("web");
  private static final ResourceInputs INPUTS = Specs.inputs(Map.of(), Map.of());

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final SimulatedEngine engine = SimulatedEngine.create(now::get);
  private int operation;

  TemporaryNamesTest() {
    engine.load("web:1", "one", JsonNodeFactory.instance.objectNode());
    engine.load("web:2", "two", JsonNodeFactory.instance.objectNode());
  }

  private DockerTarget target(Engine under) {
    var standard = TargetSettings.standard(new Identity("docker", "me", "local"), Profile.DOCKER);
    var settings =
        new TargetSettings(
            standard.identity(),
            standard.profile(),
            standard.looking(),
            standard.changing(),
            standard.events(),
            time -> now.updateAndGet(instant -> instant.plus(time)),
            standard.ports(),
            SideWork.atOnce());
    return new DockerTarget(under, settings, Specs.HIDER, now::get);
  }

  private DesiredResource web(String image) {
    var spec = Specs.with(Specs.plain(image), parts -> parts.command("sleep"));
    return Specs.desired(target(engine), Specs.container("web", spec), INPUTS);
  }

  private Outcome apply(Engine under, Correction correction, DesiredResource desired) {
    operation++;
    var request = new ApplyRequest(desired, INPUTS, Integer.toString(operation), _ -> {});
    return target(under).apply(correction, request);
  }

  private Outcome create() {
    return apply(engine, new Correction.Create(Corrections.due(WEB), null), web("web:1"));
  }

  private Correction replace() {
    var id = engine.container("web").path("Id").asText();
    return new Correction.Replace(Corrections.due(WEB), new EngineObject(id, "web"));
  }

  private String stranger(String name) {
    var body = JsonNodeFactory.instance.objectNode().put("Image", "web:1");
    body.putObject("HostConfig");
    return engine.create(name, body);
  }

  private void stand(Map<String, String> strangers) {
    strangers.forEach((name, id) -> {
      assertThat(engine.container(id).path("Name").asText()).isEqualTo("/" + name);
    });
  }

  @Test
  void whoStandsUnderTheNamesOfOtherTriesIsNotInTheWay() {
    var names =
        List.of("web.setpoint-new", "web.setpoint-old", Names.incoming("web", "77"), "web.new");
    var strangers = new java.util.TreeMap<String, String>();
    names.forEach(name -> strangers.put(name, stranger(name)));
    assertThat(create()).isInstanceOf(Outcome.Corrected.class);
    assertThat(apply(engine, replace(), web("web:2"))).isInstanceOf(Outcome.Corrected.class);
    stand(strangers);
    assertThat(engine.containers()).hasSize(1 + names.size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoGuessesTheNameOfATryIsNotInTheWay(boolean incoming) {
    create();
    var next = Integer.toString(operation + 1);
    var name = incoming ? Names.incoming("web", next) : Names.outgoing("web", next);
    var strangers = Map.of(name, stranger(name));
    assertThat(apply(engine, replace(), web("web:2"))).isInstanceOf(Outcome.Corrected.class);
    stand(strangers);
    assertThat(engine.containers()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoGuessesAllNamesOfATryHoldsUpThisOneOnly(boolean incoming) {
    create();
    var next = Integer.toString(operation + 1);
    var name = incoming ? Names.incoming("web", next) : Names.outgoing("web", next);
    var strangers = new java.util.TreeMap<String, String>();
    for (int attempt = 0; attempt < 5; attempt++) {
      strangers.put(Names.further(name, attempt), stranger(Names.further(name, attempt)));
    }
    var before = engine.container("web").path("Id").asText();
    assertThat(apply(engine, replace(), web("web:2"))).isInstanceOf(Outcome.Failed.class);
    assertThat(engine.container("web").path("Id").asText()).isEqualTo(before);
    assertThat(engine.container("web").path("State").path("Running").asBoolean()).isTrue();
    assertThat(apply(engine, replace(), web("web:2"))).isInstanceOf(Outcome.Corrected.class);
    stand(strangers);
    assertThat(engine.containers()).hasSize(6);
  }

  @Test
  void whatAnEarlierTryLeftIsKnownByItsMarkBesideAStranger() {
    create();
    var strangers = Map.of("web.setpoint-old-1", stranger("web.setpoint-old-1"));
    for (int call = 1; call < 12; call++) {
      try {
        apply(Faults.at(engine, call, true, Faults.Killed::new), replace(), web("web:2"));
      } catch (Faults.Killed dead) {
        // what it left is settled under another operation
      }
      var settle = new Correction.Settle(Corrections.due(WEB), List.of());
      apply(engine, settle, web("web:2"));
      assertThat(engine.containers()).hasSize(2);
      stand(strangers);
    }
    assertThat(target(engine).observe(Specs.state(web("web:2")), Set.of(WEB)).byId())
        .containsOnlyKeys(WEB);
  }

  @Test
  void aContainerOfOursRenamedByHandIsNotTakenForHalfMade() {
    create();
    var id = engine.container("web").path("Id").asText();
    engine.rename(id, Names.incoming("web", "99"));
    apply(engine, new Correction.Settle(Corrections.due(WEB), List.of()), web("web:1"));
    assertThat(engine.container("web").path("Id").asText()).isEqualTo(id);
    engine.stop(id, Duration.ZERO);
  }
}
