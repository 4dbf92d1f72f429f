package dev.setpoint.link.world;

import dev.setpoint.fixture.Manifests;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.NodeReport.TargetReport;
import dev.setpoint.fleet.message.OrderHeader.Entry;
import dev.setpoint.link.agentend.OrderRefusedException;
import dev.setpoint.link.agentend.OrderRefusedException.Reason;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Health;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Values that tests of the connection send around. */
public final class Fleet {
  /** Id of the installation. */
  public static final String OWNER = "installation-1";

  /** Time of everything. */
  public static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  /** Key that the controller signs with. */
  public static final KeyPair ORDER_KEY = newKey();

  private Fleet() {}

  /** A key of the sort that signs orders. */
  public static KeyPair newKey() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An order of containers of these names. */
  public static NodeOrder order(String node, long generation, String... names) {
    var resources = new ArrayList<OrderedResource>();
    for (var name : names) {
      resources.add(resource(name, Map.of()));
    }
    return order(node, generation, resources);
  }

  /** An order of these resources. */
  public static NodeOrder order(String node, long generation, List<OrderedResource> resources) {
    var revision = new Revision("%040x".formatted(generation), "Ann <ann@example>", "Set", AT);
    return new NodeOrder(node, generation, revision, Mode.CORRECT, List.of(), resources, List.of());
  }

  /** One container; its document is its id. */
  public static OrderedResource resource(String name, Map<String, byte[]> files) {
    var manifest = Manifests.of(ResourceId.container(name), false);
    return new OrderedResource(manifest, manifest.id().toString(), Mode.CORRECT, List.of(), files);
  }

  /** Reads the documents of these orders: they are ids. */
  public static OrderedResource read(Entry entry, String document, Map<String, byte[]> files) {
    var id =
        ResourceId.parse(document)
            .orElseThrow(() -> new OrderRefusedException(Reason.BAD_DOCUMENT, document));
    return new OrderedResource(
        Manifests.of(id, false), document, entry.mode(), entry.ignored(), files);
  }

  /** Any report. */
  public static NodeReport report(String node, RandomGenerator random) {
    var resources = new ArrayList<ResourceReport>();
    for (int i = 0; i < 8; i++) {
      if (random.nextInt(4) > 0) {
        resources.add(resource("c" + i, random));
      }
    }
    return new NodeReport(
        node,
        random.nextInt(3),
        "r" + random.nextInt(3),
        AT.plusSeconds(random.nextInt(1_000)),
        Duration.ofMillis(random.nextInt(500)),
        random.nextBoolean(),
        List.of(new TargetReport("docker", random.nextBoolean(), "Docker 29", "")),
        resources);
  }

  private static ResourceReport resource(String name, RandomGenerator random) {
    boolean stalled = random.nextInt(5) == 0;
    return new ResourceReport(
        ResourceId.container(name),
        "docker",
        Mode.CORRECT,
        stalled ? Condition.STALLED : Condition.READY,
        stalled ? FailureReason.PORT_TAKEN : null,
        stalled ? "the port is taken" : "as declared",
        Health.NONE,
        random.nextBoolean() ? "running" : "exited (1)",
        null,
        stalled ? AT : null,
        null);
  }
}
