package dev.setpoint.target.docker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.manifest.container.NetworkingSpec;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import dev.setpoint.manifest.container.SecuritySpec;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.Identity;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.docker.Corrections;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.Specs;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not allowed is refused on the way that corrections really take, before any effect. */
class GuardedChangesTest {
  private static final ResourceId WEB = ResourceId.container("web");
  private static final ResourceInputs NONE = Specs.inputs(Map.of(), Map.of());
  private static final SecuritySpec PLAIN = Specs.plain("web:1").security();

  @TempDir private Path dir;

  private final SimulatedEngine simulated = SimulatedEngine.create(() -> Instant.EPOCH);
  private final RecordedCalls calls = new RecordedCalls();

  GuardedChangesTest() {
    simulated.load("web:1", "one", JsonNodeFactory.instance.objectNode());
    simulated.createNetwork(JsonNodeFactory.instance.objectNode().put("Name", "front"));
    var etc = JsonNodeFactory.instance.objectNode().put("Name", "etc");
    etc.putObject("DriverOpts").put("type", "none").put("o", "bind").put("device", "/etc");
    simulated.createVolume(etc);
  }

  private DockerTarget target(String policy) throws IOException {
    Path file = Files.writeString(dir.resolve("policy.yaml"), policy);
    return new DockerTarget(
        new GuardedEngine(
            calls.before(simulated),
            PolicyFile.orCareful(file),
            Surroundings.with(List.of(), List.of())),
        TargetSettings.standard(new Identity("docker", "me", "local"), Profile.DOCKER),
        Specs.HIDER,
        () -> Instant.EPOCH);
  }

  private static ContainerSpec secured(SecuritySpec security) {
    return Specs.with(Specs.plain("web:1"), parts -> parts.security(security));
  }

  private static ContainerSpec mounting(Mount mount) {
    return Specs.with(Specs.plain("web:1"), parts -> parts.mounts(mount));
  }

  private static SecuritySpec security(
      boolean privileged, Set<String> capAdd, Set<String> options, Map<String, String> sysctls) {
    return new SecuritySpec(
        privileged,
        false,
        capAdd,
        Set.of(),
        options,
        List.of(),
        sysctls,
        Map.of(),
        PLAIN.groupAdd());
  }

  private static SecuritySpec device(String path) {
    var device = new SecuritySpec.Device(path, path, "rwm");
    return further(List.of(device), Set.of());
  }

  private static SecuritySpec group(String name) {
    return further(List.of(), Set.of(name));
  }

  private static SecuritySpec further(List<SecuritySpec.Device> devices, Set<String> groups) {
    Set<String> none = Set.of();
    return new SecuritySpec(false, false, none, none, none, devices, Map.of(), Map.of(), groups);
  }

  private static NetworkingSpec mode(String mode) {
    return new NetworkingSpec(mode, List.of(), null, Map.of(), List.of(), List.of(), List.of());
  }

  static Stream<Arguments> forbidden() {
    return Stream.of(
        Arguments.of("privileged", secured(security(true, Set.of(), Set.of(), Map.of()))),
        Arguments.of(
            "capabilities", secured(security(false, Set.of("SYS_ADMIN"), Set.of(), Map.of()))),
        Arguments.of(
            "securityOptions",
            secured(security(false, Set.of(), Set.of("seccomp=unconfined"), Map.of()))),
        Arguments.of(
            "sysctls", secured(security(false, Set.of(), Set.of(), Map.of("kernel.shmmax", "1")))),
        Arguments.of("devices", secured(device("/dev/sda"))),
        Arguments.of("groups", secured(group("docker"))),
        Arguments.of("mounts", mounting(new Mount.Bind("/etc", "/x", true))),
        Arguments.of("mounts", mounting(new Mount.Volume("etc", "/x", true))),
        Arguments.of("engineSocket", mounting(new Mount.Bind("/var/run/docker.sock", "/x", false))),
        Arguments.of(
            "hostNamespaces",
            Specs.with(Specs.plain("web:1"), parts -> parts.networking(mode("host")))),
        Arguments.of(
            "hostNamespaces",
            Specs.with(
                Specs.plain("web:1"),
                parts ->
                    parts.networks(
                        new Attachment("front", List.of(), null, null),
                        new Attachment("host", List.of(), null, null)))));
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void refusesBeforeAnythingIsMade(String key, ContainerSpec spec) throws IOException {
    var target = target("{}\n");
    var desired = Specs.desired(target, Specs.container("web", spec), NONE);

    Outcome outcome =
        Corrections.apply(target, new Correction.Create(Corrections.due(WEB), null), desired, NONE);

    isRefused(outcome, key);
    assertThat(calls.names()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void refusesBeforeWhatRunsIsStopped(String key, ContainerSpec spec) throws IOException {
    var old = Specs.desired(target("{}\n"), Specs.container("web", Specs.plain("web:1")), NONE);
    Corrections.apply(target("{}\n"), new Correction.Create(Corrections.due(WEB), null), old, NONE);
    int before = calls.names().size();
    var target = target("{}\n");
    var desired = Specs.desired(target, Specs.container("web", spec), NONE);
    var object = new EngineObject(simulated.container("web").path("Id").asText(), "web");

    isRefused(
        Corrections.apply(
            target, new Correction.Replace(Corrections.due(WEB), object), desired, NONE),
        key);
    isRefused(
        Corrections.apply(
            target,
            new Correction.Restart(Corrections.due(target, WEB, "spec.memory"), object),
            desired,
            NONE),
        key);
    assertThat(calls.names()).hasSize(before);
    assertThat(simulated.container("web").path("State").path("Running").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void saysTheSameBeforeAnythingIsPlanned(String key, ContainerSpec spec) throws IOException {
    var target = target("{}\n");
    var desired = Specs.desired(target, Specs.container("web", spec), NONE);

    assertThat(target.forbids(desired, NONE))
        .hasValueSatisfying(why ->
            assertThat(why)
                .startsWith(WEB + ": ")
                .contains("`" + key + "`")
                .contains("policy file"));
    assertThat(calls.names()).isEmpty();
  }

  @Test
  void letsThroughWhatIsAllowed() throws IOException {
    var target = target("privileged: true\n");
    var spec = secured(security(true, Set.of(), Set.of(), Map.of()));
    var desired = Specs.desired(target, Specs.container("web", spec), NONE);

    assertThat(target.forbids(desired, NONE)).isEmpty();
    assertThat(
            Corrections.apply(
                target, new Correction.Create(Corrections.due(WEB), null), desired, NONE))
        .isInstanceOf(Outcome.Corrected.class);
    assertThat(simulated.container("web").path("HostConfig").path("Privileged").asBoolean())
        .isTrue();
  }

  @Test
  void refusesNetworksAndVolumesTheSameWay() throws IOException {
    var usualNetwork = Specs.network("lan", List.of());
    var usualVolume = Specs.volume("data");
    Manifest network =
        new NetworkManifest(
            usualNetwork.metadata(),
            usualNetwork.origin(),
            usualNetwork.placement(),
            false,
            "macvlan",
            List.of(),
            false,
            false,
            Map.of("parent", "eth0"),
            Map.of());
    Manifest volume =
        new VolumeManifest(
            usualVolume.metadata(),
            usualVolume.origin(),
            usualVolume.placement(),
            false,
            "local",
            Map.of("type", "none", "o", "bind", "device", "/etc"),
            Map.of(),
            false);

    refusesToMake(network, "networkDrivers");
    refusesToMake(volume, "mounts");
  }

  private void refusesToMake(Manifest manifest, String key) throws IOException {
    var target = target("{}\n");
    DesiredResource desired = Specs.desired(target, manifest, NONE);

    assertThat(target.forbids(desired, NONE)).isPresent();
    isRefused(
        Corrections.apply(
            target, new Correction.Create(Corrections.due(manifest.id()), null), desired, NONE),
        key);
    assertThat(calls.names()).isEmpty();
  }

  private void isRefused(Outcome outcome, String key) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.NOT_ALLOWED_HERE);
              assertThat(failed.blamesSpec()).isFalse();
              assertThat(failed.message())
                  .contains(dir.resolve("policy.yaml").toString(), "`" + key + "`")
                  .endsWith("let whoever owns the machine change its policy file");
            });
  }
}
