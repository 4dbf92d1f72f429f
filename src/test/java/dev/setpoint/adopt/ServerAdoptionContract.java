package dev.setpoint.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.adopt.Adopted.Document;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Pause;
import dev.setpoint.target.Target;
import dev.setpoint.target.contract.KitTarget;
import dev.setpoint.target.contract.TestNode;
import dev.setpoint.target.lxd.LxdTarget;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.draft.ServerDrafter;
import dev.setpoint.target.lxd.instance.Instances;
import dev.setpoint.target.lxd.instance.ground.ChangeLimits;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.kind.Marking;
import dev.setpoint.target.lxd.object.ObjectKinds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What adoption promises, on a real server. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerAdoptionContract {
  private static final String OWNER = "adoption";
  private static final Duration ALWAYS_READ = Duration.ZERO;

  private final Servers which;
  private final Server server;
  private final HandMadeServer made;
  private final Map<String, String> ids = new TreeMap<>();

  ServerAdoptionContract(Servers which) {
    this.which = which;
    this.server = which.server();
    this.made = new HandMadeServer(server, which, slot());
  }

  private static String slot() {
    try {
      return Files.readString(Path.of(System.getenv("SETPOINT_TEST_ENGINES"), "slot")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  void make() {
    made.clear();
    ids.putAll(made.make(usesAccessLists()));
  }

  @AfterAll
  void clear() {
    made.clear();
    server.close();
  }

  /** LXD 5.0 with iptables cannot take an access list away from a bridge again. */
  private boolean usesAccessLists() {
    boolean isIptables =
        server.settings().path("environment").path("firewall").asText().equals("xtables");
    return !(which == Servers.LXD && isIptables);
  }

  private Target target() {
    var own = which.server();
    String name = which == Servers.LXD ? "lxd" : "incus";
    var identity = new Identity(name, OWNER, "local");
    var clock = InstantSource.system();
    var ground =
        new Ground(own, identity, clock, Pause.untilInterrupted(), ChangeLimits.standard());
    var kinds = new ArrayList<>(ObjectKinds.all(own, identity, KitTarget.HIDER));
    kinds.add(new Instances(ground, ALWAYS_READ));
    return new LxdTarget(own, identity, List.copyOf(kinds), _ -> () -> {}, clock);
  }

  private Adopted adopt() {
    var drafter = new ServerDrafter(server, EntityPath.DEFAULT_PROJECT);
    try (Target target = target()) {
      return new Adoption(List.of(new Place(target, drafter)), KitTarget.HIDER)
          .run(new Wish("local", made.names()));
    }
  }

  @Test
  void whatIsLiveBecomesManifestsThatChangeNothing() {
    Adopted adopted = adopt();
    assertThat(adopted.leftOut()).isEmpty();
    assertThat(adopted.notFound()).isEmpty();
    assertThat(adopted.documents()).hasSize(made.names().size());
    assertThat(adopted.documents())
        .allSatisfy(document -> assertThat(document.drift()).as(document.file()).isEmpty());
    assertThat(adopted.documents())
        .extracting(Document::yaml)
        .noneMatch(yaml -> yaml.contains("hunter2"));
    try (var node = new TestNode(target(), OWNER, Map.of())) {
      node.declare(EngineAdoptionContract.tree(adopted));
      TestNode.Pass pass = node.pass().mustSucceed();
      assertThat(pass.plan().blocked()).isEmpty();
      assertThat(pass.plan().corrections())
          .hasSize(made.names().size())
          .allMatch(Correction.Adopt.class::isInstance);
      node.mustBeQuiet();
    }
    ids.forEach((name, id) -> {
      assertThat(made.id(name)).as(name).isEqualTo(id);
      var config =
          server.get(EntityPath.instance(EntityPath.DEFAULT_PROJECT, name)).json().path("config");
      assertThat(Marking.read(config)).as("mark of " + name).isNotNull();
    });
    assertThat(Marking.read(server.get(made.network()).json().path("config"))).isNotNull();
  }
}
