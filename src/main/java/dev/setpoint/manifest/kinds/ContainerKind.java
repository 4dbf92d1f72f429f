package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.ContainerSpec.PullPolicy;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.container.ImageReference;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.manifest.scalar.Images;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of a {@code Container}. */
final class ContainerKind {
  private static final Duration READY_WITHIN = Duration.ofMinutes(1);

  private static final Field<ImageReference> IMAGE =
      Field.required("image", Images.IMAGE)
          .describe("The image, by tag or digest.")
          .example("registry.example/shop/web:1.4");
  private static final Field<PullPolicy> PULL =
      Field.optional("pull", Shapes.words(PullPolicy.class))
          .describe(
              "When the image is fetched: if `missing`, `always` (also at intervals, so that a"
                  + " moved tag is noticed) or `never`.")
          .example("always")
          .otherwise("missing");

  /** What stands behind {@code spec:}. */
  private record Spec(Placement placement, ContainerSpec container, Protection protection) {}

  static final Envelope<ContainerManifest> ENVELOPE =
      Envelope.of(
          "Container",
          Shapes.object(
              "the spec of a Container",
              Stream.of(
                      PlacementFields.FIELDS,
                      List.of(
                          IMAGE,
                          PULL,
                          EngineFields.ADOPT,
                          EngineFields.LABELS,
                          EngineFields.PROTECT),
                      ProcessFields.FIELDS,
                      StorageFields.FIELDS,
                      NetworkingFields.FIELDS,
                      LifecycleFields.FIELDS,
                      ResourceFields.FIELDS,
                      SecurityFields.FIELDS)
                  .flatMap(List::stream)
                  .toList(),
              ContainerKind::readSpec),
          (head, spec) ->
              new ContainerManifest(
                  head.metadata(),
                  head.origin(),
                  spec.placement(),
                  spec.container(),
                  spec.protection()));

  private ContainerKind() {}

  private static Spec readSpec(Values values) {
    List<Mount> mounts = StorageFields.readMounts(values);
    return new Spec(
        PlacementFields.read(values),
        new ContainerSpec(
            values.require(IMAGE),
            values.get(PULL, PullPolicy.MISSING),
            values.get(EngineFields.ADOPT, false),
            values.get(LifecycleFields.STATE, RunState.RUNNING),
            values.get(LifecycleFields.ONE_SHOT, false),
            ProcessFields.read(values),
            ProcessFields.readEnv(values),
            values.get(EngineFields.LABELS, Map.of()),
            NetworkingFields.readPorts(values),
            mounts,
            StorageFields.readFiles(values, mounts),
            NetworkingFields.read(values),
            ResourceFields.read(values),
            SecurityFields.read(values),
            LifecycleFields.readHealthOf(values),
            LifecycleFields.readRestart(values),
            LifecycleFields.readLogging(values),
            LifecycleFields.readDependencies(values),
            values.get(LifecycleFields.READY_WITHIN, READY_WITHIN)),
        values.get(EngineFields.PROTECT, Protection.NONE));
  }
}
