package dev.setpoint.target.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.EnvValue;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.http.HttpEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way of a container on every real engine. */
@Tag("engine")
class EngineSmokeTest {
  private static final String OWNER = "docker-smoke";
  private static final ResourceInputs NONE = Specs.inputs(Map.of(), Map.of());

  private static void clean(HttpEngine engine, String prefix) {
    engine.containers().stream()
        .filter(container -> container.name().startsWith(prefix))
        .forEach(container -> {
          try {
            engine.remove(container.id());
          } catch (EngineException gone) {
            // two removals of one container meet
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void createsUpdatesReplacesAndPrunes(Engines which) {
    try (HttpEngine engine = which.engine();
        DockerTarget target = which.target(OWNER)) {
      clean(engine, "docker-smoke");
      ContainerSpec spec =
          Specs.with(
              Specs.plain("setpoint.test/busybox:1"),
              parts ->
                  parts
                      .memory(64 << 20, "0.5")
                      .restart("unless-stopped", 0)
                      .env(Map.of("GREETING", new EnvValue.Literal("hello"))));
      ContainerManifest manifest = Specs.container("docker-smoke1", spec);
      DesiredResource desired = Specs.desired(target, manifest, NONE);
      assertThat(look(target, desired)).isInstanceOf(ObservedResource.Absent.class);

      Outcome created =
          Corrections.apply(
              target, new Correction.Create(Corrections.due(manifest.id()), null), desired, NONE);
      assertThat(created).isInstanceOf(Outcome.Corrected.class);
      ObservedResource.Present first = present(target, desired);
      assertThat(Corrections.differences(desired, first)).isEmpty();
      assertThat(first.owner()).isNotNull();

      DesiredResource next = replaces(target, spec, first);
      prunes(engine, target, next);
    }
  }

  private static ObservedResource look(DockerTarget target, DesiredResource desired) {
    return target
        .observe(Specs.state(desired), Set.of(desired.id()))
        .byId()
        .getOrDefault(desired.id(), new ObservedResource.Absent(desired.id(), List.of()));
  }

  private static ObservedResource.Present present(DockerTarget target, DesiredResource desired) {
    ObservedResource seen = look(target, desired);
    assertThat(seen).isInstanceOf(ObservedResource.Present.class);
    return (ObservedResource.Present) seen;
  }

  private static DesiredResource replaces(
      DockerTarget target, ContainerSpec spec, ObservedResource.Present first) {
    DesiredResource next =
        Specs.desired(
            target,
            Specs.container(
                "docker-smoke1", Specs.with(spec, parts -> parts.image("setpoint.test/busybox:2"))),
            NONE);
    assertThat(Corrections.differences(next, present(target, next)))
        .singleElement()
        .asString()
        .startsWith("spec.image");
    Outcome replaced =
        Corrections.apply(
            target,
            new Correction.Replace(Corrections.due(first.id()), first.object()),
            next,
            NONE);
    assertThat(replaced).isInstanceOf(Outcome.Corrected.class);
    ObservedResource.Present second = present(target, next);
    assertThat(Corrections.differences(next, second)).isEmpty();
    assertThat(second.leftovers()).isEmpty();

    return next;
  }

  private static void prunes(HttpEngine engine, DockerTarget target, DesiredResource next) {
    ObservedResource.Present second = present(target, next);
    Outcome pruned =
        Corrections.apply(
            target, new Correction.Prune(Corrections.due(next.id()), second.object()), null, NONE);
    assertThat(pruned).isInstanceOf(Outcome.Corrected.class);
    assertThat(look(target, next)).isInstanceOf(ObservedResource.Absent.class);
    assertThat(engine.containers()).noneMatch(c -> c.name().startsWith("docker-smoke1"));
  }
}
