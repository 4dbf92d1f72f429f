package dev.setpoint.target.contract;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Presence;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import java.util.List;

/** Makes desired resources of manifests, as the agent does. */
final class DesiredResources {
  private DesiredResources() {}

  static DesiredResource of(Manifest manifest, Target target, ResourceInputs inputs) {
    Description description = target.describe(manifest, inputs);
    return new DesiredResource(
        manifest,
        target.name(),
        description.fields(),
        description.remedies(),
        presence(manifest),
        description.needs(),
        Mode.CORRECT,
        List.of());
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
}
