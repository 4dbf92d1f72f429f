package dev.setpoint.target.docker;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Metadata;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.ImageReference;
import dev.setpoint.manifest.container.NetworkingSpec;
import dev.setpoint.manifest.container.ProcessSpec;
import dev.setpoint.manifest.container.ResourceLimits;
import dev.setpoint.manifest.container.SecuritySpec;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Declarations for tests. */
public final class Specs {
  /** A hider with a key of its own. */
  public static final Hider HIDER = new Hider("0123456789abcdef".getBytes(StandardCharsets.UTF_8));

  private static final Placement HERE = new Placement(Set.of("local"), Map.of(), null);

  private Specs() {}

  /** A container with nothing but its image. */
  public static ContainerSpec plain(String image) {
    return new ContainerSpec(
        new ImageReference(image),
        ContainerSpec.PullPolicy.MISSING,
        false,
        ContainerSpec.RunState.RUNNING,
        false,
        new ProcessSpec(null, null, null, null, null, null, Duration.ofSeconds(1)),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        new NetworkingSpec(null, List.of(), null, Map.of(), List.of(), List.of(), List.of()),
        new ResourceLimits(null, null, null, null, null, null, null, null),
        new SecuritySpec(
            false, false, Set.of(), Set.of(), Set.of(), List.of(), Map.of(), Map.of(), Set.of()),
        null,
        null,
        null,
        List.of(),
        Duration.ofSeconds(10));
  }

  /** A manifest of a container. */
  public static ContainerManifest container(String name, ContainerSpec spec) {
    return new ContainerManifest(
        new Metadata(name, Map.of()), new Origin(name + ".yaml", 1), HERE, spec);
  }

  /** A bridge network. */
  public static NetworkManifest network(String name, List<NetworkManifest.Subnet> subnets) {
    return new NetworkManifest(
        new Metadata(name, Map.of()),
        new Origin(name + ".yaml", 1),
        HERE,
        false,
        "bridge",
        subnets,
        false,
        false,
        Map.of(),
        Map.of("team", "shop"));
  }

  /** A local volume. */
  public static VolumeManifest volume(String name) {
    return new VolumeManifest(
        new Metadata(name, Map.of()),
        new Origin(name + ".yaml", 1),
        HERE,
        false,
        "local",
        Map.of(),
        Map.of(),
        false);
  }

  /** Inputs of these files and secrets. */
  public static ResourceInputs inputs(Map<String, String> files, Map<String, String> secrets) {
    var content = new TreeMap<String, byte[]>();
    files.forEach((path, text) -> content.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new ResourceInputs(content, secrets, HIDER);
  }

  /** A manifest as it is desired on a target. */
  public static DesiredResource desired(Target target, Manifest manifest, ResourceInputs inputs) {
    Description description = target.describe(manifest, inputs);
    boolean oneShot = manifest instanceof ContainerManifest container && container.spec().oneShot();
    return new DesiredResource(
        manifest,
        target.name(),
        description.fields(),
        description.remedies(),
        oneShot ? DesiredResource.Presence.ONE_SHOT : DesiredResource.Presence.PRESENT,
        description.needs(),
        Mode.CORRECT,
        List.of(),
        target.table(manifest.id().kind()).paths());
  }

  /** A node with these resources. */
  public static DesiredState state(DesiredResource... resources) {
    var byId = new TreeMap<dev.setpoint.manifest.ResourceId, DesiredResource>();
    for (DesiredResource resource : resources) {
      byId.put(resource.id(), resource);
    }
    return new DesiredState(
        "local", 1, new Revision("worktree", "nobody", "none", Instant.EPOCH), byId);
  }

  /** A spec with other parts; every part may be given as it was. */
  public static ContainerSpec with(ContainerSpec spec, UnaryOperator<Parts> change) {
    Parts parts = change.apply(new Parts(spec));
    return parts.build();
  }
}
