package dev.setpoint.target.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.container.ContainerFile;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.EnvValue;
import dev.setpoint.manifest.container.HealthCheck;
import dev.setpoint.manifest.container.LoggingSpec;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.manifest.container.NetworkingSpec;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import dev.setpoint.manifest.container.PortMapping;
import dev.setpoint.manifest.container.PortMapping.Protocol;
import dev.setpoint.manifest.container.ProcessSpec;
import dev.setpoint.manifest.container.ResourceLimits;
import dev.setpoint.manifest.container.SecuritySpec;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.http.HttpEngine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A container with every field in use is as declared right after it was made. */
@Tag("engine")
class EveryFieldTest {
  private static final String NAME = "docker-every1";
  private static final ResourceId ID = ResourceId.container(NAME);
  private static final ResourceInputs INPUTS =
      Specs.inputs(Map.of("index.html", "hello\n"), Map.of("shop/db", "s3cret-value"));

  private static ContainerSpec everything(Engines which) {
    return Specs.with(inside(which), parts -> outside(parts, which));
  }

  private static ContainerSpec inside(Engines which) {
    return Specs.with(
        Specs.plain("setpoint.test/full:1"),
        parts ->
            parts
                .process(
                    new ProcessSpec(
                        List.of("/bin/busybox"),
                        List.of("httpd", "-f", "-p", "8080", "-h", "/www"),
                        "0:0",
                        "/www",
                        which == Engines.PODMAN ? null : true,
                        "SIGQUIT",
                        Duration.ofSeconds(3)))
                .env(
                    Map.of(
                        "GREETING",
                        new EnvValue.Literal("hello"),
                        "API_TOKEN",
                        new EnvValue.Literal("plain-but-hidden"),
                        "DB_URL",
                        new EnvValue.Secret("shop/db"),
                        "PAGE",
                        new EnvValue.FromFile("index.html")))
                .labels(Map.of("team", "shop")));
  }

  private static Parts outside(Parts parts, Engines which) {
    return parts
        .ports(
            new PortMapping("127.0.0.1", 18600 + which.number(), 8080, Protocol.TCP),
            new PortMapping(null, 18610 + which.number(), 53, Protocol.UDP),
            new PortMapping(null, 18610 + which.number(), 53, Protocol.TCP))
        .mounts(
            new Mount.Volume("docker-every-v1", "/vol", true),
            new Mount.Bind("/tmp", "/host", true),
            new Mount.Tmpfs("/run", 16L << 20, "1777"))
        .files(
            new ContainerFile(
                "/www/index.html", "index.html", 0640, 7, 8, ContainerFile.OnChange.NONE, null))
        .networking(networking(201 + which.number()))
        .resources(
            new ResourceLimits(
                64L << 20, 32L << 20, 96L << 20, new BigDecimal("0.5"), 512, "0-1", 100, 32L << 20))
        .security(security())
        .health(
            new HealthCheck(
                false,
                List.of("true"),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                3,
                Duration.ofMillis(1500)))
        .restart("on-failure", 3)
        .logging(
            which == Engines.PODMAN
                ? new LoggingSpec("k8s-file", Map.of())
                : new LoggingSpec("json-file", Map.of("max-size", "10m")));
  }

  private static NetworkingSpec networking(int net) {
    return new NetworkingSpec(
        null,
        List.of(
            new Attachment("docker-every-n1", List.of("www", "web"), "10.88." + net + ".9", null),
            new Attachment("docker-every-n2", List.of(), null, null)),
        "every1",
        Map.of("db.internal", "10.0.0.5"),
        List.of("10.0.0.2"),
        List.of("internal"),
        List.of("ndots:1"));
  }

  private static SecuritySpec security() {
    return new SecuritySpec(
        false,
        false,
        Set.of("NET_ADMIN", "CHOWN"),
        Set.of("MKNOD"),
        Set.of("no-new-privileges"),
        List.of(new SecuritySpec.Device("/dev/null", "/dev/mynull", "rw")),
        Map.of("net.core.somaxconn", "1024"),
        Map.of(
            "nofile", new SecuritySpec.Ulimit(1024, 2048),
            "nproc", new SecuritySpec.Ulimit(4096, 4096)),
        Set.of("44"));
  }

  private static void clean(HttpEngine engine) {
    quietly(() -> engine.remove(NAME));
    quietly(() -> engine.removeNetwork("docker-every-n1"));
    quietly(() -> engine.removeNetwork("docker-every-n2"));
    quietly(() -> engine.removeVolume("docker-every-v1"));
  }

  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (EngineException notThere) {
      assertThat(notThere.kind())
          .isIn(EngineException.Kind.NOT_FOUND, EngineException.Kind.REFUSED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isQuietAfterItWasMade(Engines which) {
    try (HttpEngine engine = which.engine();
        DockerTarget target = which.target("docker-every")) {
      clean(engine);
      int net = 201 + which.number();
      DesiredResource front =
          Specs.desired(
              target,
              Specs.network(
                  "docker-every-n1",
                  List.of(
                      new NetworkManifest.Subnet(
                          "10.88." + net + ".0/24",
                          "10.88." + net + ".1",
                          "10.88." + net + ".128/25"))),
              INPUTS);
      DesiredResource back =
          Specs.desired(target, Specs.network("docker-every-n2", List.of()), INPUTS);
      DesiredResource data = Specs.desired(target, Specs.volume("docker-every-v1"), INPUTS);
      DesiredResource web = Specs.desired(target, Specs.container(NAME, everything(which)), INPUTS);
      for (DesiredResource resource : List.of(front, back, data, web)) {
        assertThat(
                Corrections.apply(
                    target,
                    new Correction.Create(Corrections.due(resource.id()), null),
                    resource,
                    INPUTS))
            .isInstanceOf(Outcome.Corrected.class);
      }
      var seen = target.observe(Specs.state(front, back, data, web), Set.of());
      seen.byId()
          .forEach((id, observed) ->
              assertThat(
                      Corrections.differences(
                          List.of(front, back, data, web).stream()
                              .filter(resource -> resource.id().equals(id))
                              .findFirst()
                              .orElseThrow(),
                          observed))
                  .as(id.toString())
                  .isEmpty());
      assertThat(seen.undeclared()).isEmpty();
      assertThat(seen.toString()).doesNotContain("s3cret", "plain-but-hidden");
      heals(which, engine, target, web);
      clean(engine);
    }
  }

  private static void heals(
      Engines which, HttpEngine engine, DockerTarget target, DesiredResource web) {
    engine.disconnect("docker-every-n2", NAME);
    engine.connect(
        engine.defaultNetwork(), JsonNodeFactory.instance.objectNode().put("Container", NAME));
    if (which != Engines.PODMAN) {
      engine.update(
          NAME,
          JsonNodeFactory.instance
              .objectNode()
              .put("Memory", 50L << 20)
              .put("MemorySwap", 80L << 20));
    }
    ObservedResource.Present drifted = present(target, web);
    assertThat(Corrections.differences(web, drifted)).hasSize(which == Engines.PODMAN ? 1 : 3);
    Outcome healed =
        Corrections.apply(
            target,
            new Correction.Update(
                Corrections.due(
                    target,
                    ID,
                    which == Engines.PODMAN
                        ? new String[] {"spec.networks.docker-every-n2", "spec.networks.bridge"}
                        : new String[] {
                          "spec.memory", "spec.networks.docker-every-n2", "spec.networks.bridge"
                        }),
                drifted.object()),
            web,
            INPUTS);
    assertThat(healed).isInstanceOf(Outcome.Corrected.class);
    ObservedResource.Present after = present(target, web);
    assertThat(Corrections.differences(web, after)).isEmpty();
    assertThat(after.object()).isEqualTo(drifted.object());
  }

  private static ObservedResource.Present present(DockerTarget target, DesiredResource desired) {
    ObservedResource seen = target.observe(Specs.state(desired), Set.of(ID)).byId().get(ID);
    assertThat(seen).isInstanceOf(ObservedResource.Present.class);
    return (ObservedResource.Present) java.util.Objects.requireNonNull(seen);
  }
}
