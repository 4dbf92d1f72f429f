package dev.setpoint.target.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.Manifests;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.Identity;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Making of networks on an engine that trips over itself. */
class MakingTest {
  private static final ResourceId NET = ResourceId.network("shop");

  private final SimulatedEngine engine = SimulatedEngine.create(() -> Instant.EPOCH);
  private int refusals;

  private Engine refusing(String sentence) {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (_, method, arguments) -> {
              if (method.getName().equals("createNetwork") && refusals-- > 0) {
                throw new EngineException(EngineException.Kind.REFUSED, 500, sentence);
              }
              try {
                return method.invoke(engine, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Outcome create(Engine under) {
    var settings = TargetSettings.standard(new Identity("docker", "me", "local"), Profile.DOCKER);
    var target = new DockerTarget(under, settings, Specs.HIDER, () -> Instant.EPOCH);
    var inputs = Specs.inputs(Map.of(), Map.of());
    var desired = Specs.desired(target, Manifests.of(NET, false), inputs);
    return Corrections.apply(
        target, new Correction.Create(Corrections.due(NET), null), desired, inputs);
  }

  @Test
  void anInterfaceThatGoesMeanwhileIsNoReasonToFail() {
    refusals = 3;
    assertThat(create(refusing("route ip+net: no such network interface")))
        .isInstanceOf(Outcome.Corrected.class);
    assertThat(engine.networks().toString()).contains("shop");
  }

  @Test
  void anotherRefusalIsNotAskedForAgain() {
    refusals = 1;
    assertThat(create(refusing("no subnet is left"))).isInstanceOf(Outcome.Failed.class);
    assertThat(refusals).isZero();
  }
}
