package dev.setpoint.target.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.target.contract.KitTarget;
import dev.setpoint.target.contract.TestNode;
import dev.setpoint.target.contract.TestNode.Pass;
import dev.setpoint.target.host.dpkg.PackageKind;
import dev.setpoint.target.host.file.FileKind;
import dev.setpoint.target.host.machine.Attic;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.machine.Programs;
import dev.setpoint.target.host.systemd.SystemdEvents;
import dev.setpoint.target.host.systemd.UnitKind;
import dev.setpoint.target.host.watch.HostWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A node whose machine is kept as Hosts say, step by step. */
public final class HostNode implements AutoCloseable {
  private static final String HEAD =
      """
      apiVersion: setpoint.dev/v1
      kind: Node
      metadata: {name: local}
      spec: {targets: [{name: host}]}
      ---
      apiVersion: setpoint.dev/v1
      kind: Host
      metadata: {name: base}
      spec:
        nodes: {names: [local]}
      """;

  private final HostTarget target;
  private final TestNode node;
  private volatile Duration later = Duration.ZERO;
  private final Map<String, String> repository = new HashMap<>();

  /** A node of a machine. */
  public HostNode(Machine machine) {
    InstantSource clock = () -> Instant.now().plus(later);
    var bus = machine.at("/run/dbus/system_bus_socket");
    this.target =
        new HostTarget(
            List.of(
                new PackageKind(machine, clock),
                new FileKind(machine, KitTarget.HIDER, clock),
                new UnitKind(machine, new SystemdEvents(bus, _ -> {}))),
            new HostWatch(),
            new OwnGround(List.of(Path.of("/etc/setpoint"), Path.of("/var/lib/setpoint"))),
            clock);
    this.node = new TestNode(target, "installation-1", Map.of("shop/db", "the first secret"));
  }

  /** A machine whose tree is this directory. */
  public static Machine machine(Path root, Path attic, Programs programs) {
    return new Machine(root, programs, new Attic(attic));
  }

  /** A file of the repository. */
  public HostNode with(String path, String content) {
    repository.put(path, content);
    return this;
  }

  /** Git says this of the machine now; sections of a Host. */
  public HostNode declare(String sections) {
    var files = new HashMap<>(repository);
    files.put("host.yaml", HEAD + sections.indent(2));
    node.declare(InMemoryTree.of(files));
    return this;
  }

  /** Declares and makes it so. */
  public HostNode keep(String sections) {
    declare(sections);
    node.settle();
    node.mustBeQuiet();
    return this;
  }

  /** Time has passed: what is looked at only now and then is looked at again. */
  public void forgetChecks() {
    later = later.plus(Duration.ofHours(2));
  }

  public TestNode node() {
    return node;
  }

  public HostTarget target() {
    return target;
  }

  /** What differs now, as {@code path: observed -> desired}. */
  public List<String> differences() {
    return node.drifts().stream()
        .map(drift -> (Drift.Changed) drift)
        .flatMap(drift -> drift.fields().stream().map(field -> words(drift.id(), field)))
        .toList();
  }

  private static String words(ResourceId id, FieldDrift field) {
    return "%s %s: %s -> %s".formatted(id, field.path(), field.observed(), field.desired());
  }

  /** Corrects, once, and is quiet then. */
  public Pass heal() {
    Pass pass = node.pass().mustSucceed();
    assertThat(pass.plan().corrections()).as("corrections").isNotEmpty();
    node.mustBeQuiet();
    return pass;
  }

  /** What is not done, and why. */
  public List<String> blocked() {
    return node.plan().blocked().stream()
        .map(blocked -> "%s: %s".formatted(blocked.reason().word(), blocked.message()))
        .toList();
  }

  /** The outcomes of one pass, as text. */
  public List<String> outcomes() {
    return node.pass().outcomes().values().stream()
        .map(Object::toString)
        .collect(Collectors.toList());
  }

  @Override
  public void close() {
    node.close();
  }
}
