package dev.setpoint.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.agent.order.SecretSource;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.manifest.node.TargetDeclaration.Remote;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Target;
import dev.setpoint.target.docker.guard.PolicyFile;
import dev.setpoint.target.lxd.LxdTarget;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.http.TrustTokens;
import dev.setpoint.target.lxd.instance.inner.InnerAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Targets on real servers, as an order names them. */
@Tag("engine")
class MachineServersTest {
  private static final String NAME = "setpoint-kit";

  @TempDir private Path state;

  private MachineEngines engines(SecretSource secrets) {
    var hider = new Hider("the key of this test".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new MachineEngines(
        new MachineEngines.Machine("kit", "owner", hider),
        new MachineEngines.MachinePolicy(PolicyFile.orOpen(state.resolve("none")), List.of()),
        new MachineEngines.ServerAccess(state.resolve("servers"), secrets),
        InnerAgents.NONE,
        List.of(),
        new ThreadTimeline());
  }

  private static String word(Servers which) {
    return which == Servers.LXD ? "lxd" : "incus";
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void socketOfAServerIsNeverTakenForAnEngine(Servers which) {
    String name = word(which);
    var declared = new TargetDeclaration(name, which.address().socket().toString());

    var targets = engines(_ -> Optional.empty()).open(List.of(declared));

    try (Target target = requireNonNull(targets.get(name))) {
      assertThat(target)
          .isInstanceOfSatisfying(
              GatedTarget.class, gated -> assertThat(gated.target()).isInstanceOf(LxdTarget.class));
      assertThat(target.status().reachable()).isTrue();
      assertThat(target.status().engine()).startsWith(which.product().word());
    }
  }

  @ParameterizedTest
  @EnumSource(Servers.class)
  void serverElsewhereTrustsUsOnceItSeesTheToken(Servers which) throws IOException {
    forget(which);
    var token = new AtomicReference<Optional<String>>(Optional.empty());
    var engines = engines(_ -> token.get());

    try (Target target = opened(engines, which)) {
      assertThat(target.status().reachable()).isFalse();
      assertThat(target.status().message()).contains("does not trust us");

      token.set(Optional.of(TrustTokens.make(which, NAME).text()));
      assertThat(target.status().reachable()).isTrue();
      token.set(Optional.empty());
      assertThat(target.status().reachable()).isTrue();
    }
    for (String file : List.of("client.key", "client.crt")) {
      assertThat(Files.getPosixFilePermissions(state.resolve("servers").resolve(file)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    byte[] before = Files.readAllBytes(state.resolve("servers").resolve("client.crt"));
    try (Target again = opened(engines(_ -> Optional.empty()), which)) {
      assertThat(again.status().reachable()).isTrue();
    }
    assertThat(state.resolve("servers").resolve("client.crt")).hasBinaryContent(before);
    forget(which);
  }

  private static Target opened(MachineEngines engines, Servers which) {
    return requireNonNull(engines.open(List.of(remote(which))).get(word(which)));
  }

  private static TargetDeclaration remote(Servers which) {
    try (var server = which.server()) {
      var settings = server.settings();
      return new TargetDeclaration(
          word(which),
          null,
          new Remote(
              "https://" + settings.path("config").path("core.https_address").asText(),
              settings.path("environment").path("certificate_fingerprint").asText(),
              "servers/trust"));
    }
  }

  private static void forget(Servers which) {
    try (var server = which.server()) {
      server.list(EntityType.CERTIFICATE, EntityPath.DEFAULT_PROJECT).stream()
          .filter(it -> it.path("name").asText().startsWith("setpoint-kit"))
          .map(it -> it.path("fingerprint").asText())
          .forEach(it ->
              server.delete(EntityPath.of(EntityType.CERTIFICATE, EntityPath.DEFAULT_PROJECT, it)));
    }
  }
}
