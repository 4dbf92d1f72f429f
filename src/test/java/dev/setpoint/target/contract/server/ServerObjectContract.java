package dev.setpoint.target.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Target;
import dev.setpoint.target.contract.KitTarget;
import dev.setpoint.target.contract.Subject;
import dev.setpoint.target.contract.TestNode;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Make;
import dev.setpoint.target.lxd.LxdTarget;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.http.HttpServer;
import dev.setpoint.target.lxd.object.ObjectKinds;
import dev.setpoint.target.lxd.write.Writes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every kind but instances on a real server: made, quiet, moved by hand field by field, seen,
 * corrected, quiet, removed.
 */
@Tag("engine")
abstract class ServerObjectContract {
  private static final String DEFAULT = EntityPath.DEFAULT_PROJECT;
  private final Servers which;
  private final HttpServer others;
  private final TestNode node;
  private final Map<String, String> files = new TreeMap<>();

  ServerObjectContract(Servers which) {
    this.which = which;
    this.others = which.server();
    this.node = new TestNode(new OneServer(), "objects-" + ProcessHandle.current().pid());
  }

  /** The server as the kit knows engines. */
  private final class OneServer implements Subject {
    @Override
    public Target target(String owner, String name) {
      var server = which.server();
      var identity = new Identity(word(), owner, name);
      return new LxdTarget(
          server,
          identity,
          ObjectKinds.all(server, identity, KitTarget.HIDER),
          _ -> () -> {},
          InstantSource.system());
    }

    @Override
    public Make make() {
      throw new UnsupportedOperationException("a server is no engine");
    }

    @Override
    public Hand hand() {
      throw new UnsupportedOperationException("a server is no engine");
    }

    @Override
    public void restart() {
      throw new UnsupportedOperationException("nobody restarts it here");
    }
  }

  private String word() {
    return which.product().headerPrefix().equals("X-LXD-") ? "lxd" : "incus";
  }

  /** Something that stays, since an empty declaration never removes anything. */
  @BeforeEach
  void begin() {
    files.put(
        "local.yaml",
        """
        apiVersion: setpoint.dev/v1
        kind: Node
        metadata: {name: local}
        spec:
          targets: [{name: %s}]
        """
            .formatted(word()));
    declare("anchor", "InstanceProfile", "kit-anchor", "  description: stays\n");
    clear();
  }

  @AfterEach
  void end() {
    clear();
    node.close();
    others.close();
  }

  private void clear() {
    var network = network();
    if (others.find(network).isPresent()) {
      others
          .list(EntityType.FORWARD, DEFAULT, network.name())
          .forEach(forward ->
              others.delete(
                  EntityPath.forward(
                      DEFAULT, network.name(), forward.path("listen_address").asText())));
      others.delete(network);
    }
    for (EntityPath path :
        List.of(
            EntityPath.acl(DEFAULT, "kit-web"),
            EntityPath.volume(DEFAULT, "local", "kit-data"),
            EntityPath.volume("kit-blue", "local", "kit-data"),
            EntityPath.profile("kit-blue", "kit-small"),
            EntityPath.profile(DEFAULT, "kit-anchor"),
            EntityPath.profile(DEFAULT, "kit-small"),
            EntityPath.project("kit-blue"),
            EntityPath.pool("kit-pool"))) {
      others.find(path).ifPresent(_ -> others.delete(path));
    }
    others
        .list(EntityType.IMAGE, DEFAULT)
        .forEach(image -> {
          if (image.path("properties").path("kit").asText().equals("yes")) {
            others.delete(EntityPath.image(DEFAULT, image.path("fingerprint").asText()));
          }
        });
  }

  private void declare(String file, String kind, String name, String spec) {
    String head =
        """
        apiVersion: setpoint.dev/v1
        kind: %s
        metadata: {name: %s}
        spec:
          nodes: {names: [local]}
          target: %s
        """
            .formatted(kind, name, word());
    files.put(file + ".yaml", head + spec);
    node.declare(InMemoryTree.of(files));
  }

  private void made() {
    node.settle();
    node.mustBeQuiet();
  }

  /** Somebody changes it, we see just that, correct it in place, and all is quiet. */
  private void moved(EntityPath path, Consumer<ObjectNode> change, String... fields) {
    Writes.change(others, path, change);
    corrected(fields);
  }

  private void corrected(String... fields) {
    assertThat(node.drifts())
        .singleElement()
        .isInstanceOfSatisfying(
            Drift.Changed.class,
            drift ->
                assertThat(drift.fields())
                    .extracting(Drift.FieldDrift::path)
                    .containsExactly(fields));
    assertThat(node.pass().mustSucceed().correction()).isInstanceOf(Correction.Update.class);
    node.mustBeQuiet();
  }

  private void removed(String file, EntityPath path) {
    files.remove(file + ".yaml");
    node.declare(InMemoryTree.of(files));
    assertThat(node.pass().mustSucceed().correction()).isInstanceOf(Correction.Prune.class);
    assertThat(others.find(path)).isEmpty();
    node.mustBeQuiet();
  }

  private static ObjectNode at(ObjectNode body, String... steps) {
    ObjectNode found = body;
    for (String step : steps) {
      found = (ObjectNode) found.path(step);
    }
    return found;
  }

  @Test
  void profile() {
    profileIn(DEFAULT, "");
  }

  private void profileIn(String project, String further) {
    declare(
        "small",
        "InstanceProfile",
        "kit-small",
        further
            + """
              description: small ones
              config: {limits.memory: 1GiB, security.nesting: true, user.answer: "yes"}
              devices:
                root: {type: disk, path: /, pool: local, size: 2GiB}
            """);
    EntityPath path = EntityPath.profile(project, "kit-small");
    made();
    assertThat(others.get(path).json().path("config").path("user.setpoint.resource").asText())
        .isEqualTo("instanceprofile/kit-small");

    moved(path, body -> body.put("description", "tiny"), "spec.description");
    moved(
        path, body -> at(body, "config").put("limits.memory", "2GiB"), "spec.config.limits.memory");
    moved(path, body -> at(body, "config").remove("user.answer"), "spec.config.user.answer");
    moved(path, body -> at(body, "devices", "root").put("size", "3GiB"), "spec.devices.root.size");
    moved(
        path,
        body -> at(body, "devices").remove("root"),
        "spec.devices.root.path",
        "spec.devices.root.pool",
        "spec.devices.root.size",
        "spec.devices.root.type");
    spelledOtherwiseIsQuiet(path);
    strangersStay(path);
    withdrawnGoes(path, further);
    removed("small", path);
  }

  private void spelledOtherwiseIsQuiet(EntityPath path) {
    var read = others.get(path);
    ObjectNode body = read.copy();
    at(body, "config").put("limits.memory", "1024MiB").put("security.nesting", "1");
    others.put(path, body, read.etag());
    node.mustBeQuiet();
  }

  private void strangersStay(EntityPath path) {
    var read = others.get(path);
    ObjectNode body = read.copy();
    at(body, "config").put("user.stranger", "stays");
    others.put(path, body, read.etag());
    node.mustBeQuiet();
    moved(path, changed -> changed.put("description", "tiny"), "spec.description");
    assertThat(others.get(path).json().path("config").path("user.stranger").asText())
        .isEqualTo("stays");
  }

  private void withdrawnGoes(EntityPath path, String further) {
    declare(
        "small",
        "InstanceProfile",
        "kit-small",
        further + "  description: small ones\n  config: {limits.memory: 1GiB}\n");
    made();
    var json = others.get(path).json();
    assertThat(json.path("config").has("user.answer")).isFalse();
    assertThat(json.path("config").has("user.stranger")).isTrue();
    assertThat(json.path("devices").has("root")).isFalse();
  }

  @Test
  void volume() {
    declare(
        "data",
        "Volume",
        "kit-data",
        """
          pool: local
          description: orders
          contentType: filesystem
          config: {user.team: shop}
          snapshots: {schedule: "@daily", expiry: 7d, pattern: "snap-%d"}
          onRemove: delete
        """);
    EntityPath path = EntityPath.volume(DEFAULT, "local", "kit-data");
    made();

    moved(path, body -> body.put("description", "other"), "spec.description");
    moved(path, body -> at(body, "config").put("user.team", "x"), "spec.config.user.team");
    moved(
        path,
        body -> at(body, "config").put("snapshots.schedule", "@weekly"),
        "spec.config.snapshots.schedule");
    moved(
        path,
        body -> at(body, "config").remove("snapshots.expiry"),
        "spec.config.snapshots.expiry");
    moved(
        path,
        body -> at(body, "config").put("snapshots.pattern", "x%d"),
        "spec.config.snapshots.pattern");
    removed("data", path);
  }

  /**
   * LXD 5.0 with iptables cannot take an access list away from a bridge again, nor remove the
   * bridge: its chain is busy.
   */
  private boolean usesAccessLists() {
    boolean iptables =
        others.settings().path("environment").path("firewall").asText().equals("xtables");
    return !(word().equals("lxd") && iptables);
  }

  private EntityPath network() {
    return EntityPath.network(DEFAULT, "spt" + slot() + (word().equals("lxd") ? "-ko" : "-ki"));
  }

  private static String slot() {
    try {
      return Files.readString(Path.of(System.getenv("SETPOINT_TEST_ENGINES"), "slot")).strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void networkWithAccessListAndForward() {
    String net = "10." + slot() + (word().equals("lxd") ? ".42." : ".43.");
    declare(
        "net",
        "Network",
        network().name(),
        """
          description: inside
          config: {ipv4.address: "NET1/24", ipv4.nat: false, ipv6.address: noneUSED}
          acls:
            - name: kit-web
              description: the web
              ingress: [{action: allow, protocol: tcp, destinationPort: "80,443"}]
          forwards:
            - listen: NET200
              description: in
              ports: [{protocol: tcp, listen: "80", target: NET9}]
        """
            .replace("NET", net)
            .replace("USED", usesAccessLists() ? "" : ", security.acls: ''"));
    made();
    EntityPath acl = EntityPath.acl(DEFAULT, "kit-web");
    EntityPath forward = EntityPath.forward(DEFAULT, network().name(), net + "200");

    moved(network(), body -> body.put("description", "other"), "spec.description");
    moved(
        network(),
        body -> at(body, "config").put("ipv4.address", net + "2/24"),
        "spec.config.ipv4.address");
    if (usesAccessLists()) {
      moved(
          network(),
          body -> at(body, "config").remove("security.acls"),
          "spec.config.security.acls");
    }
    moved(acl, body -> body.put("description", "other"), "spec.acls.kit-web");
    moved(acl, body -> body.putArray("ingress"), "spec.acls.kit-web");
    moved(forward, body -> body.putArray("ports"), "spec.forwards." + net + "200");
    others.delete(forward);
    corrected("spec.forwards." + net + "200");
    removed("net", network());
    assertThat(others.find(acl)).isEmpty();
  }

  @Test
  void pool() {
    declare(
        "pool",
        "StoragePool",
        "kit-pool",
        """
          driver: dir
          description: slow
          config: {user.team: shop}
          onRemove: delete
        """);
    EntityPath path = EntityPath.pool("kit-pool");
    made();

    moved(path, body -> body.put("description", "other"), "spec.description");
    moved(path, body -> at(body, "config").put("user.team", "x"), "spec.config.user.team");
    removed("pool", path);
  }

  @Test
  void projectWithAProfileOfItsOwn() {
    declare(
        "blue",
        "Project",
        "kit-blue",
        """
          description: blue ones
          config: {features.profiles: true, features.images: false, limits.instances: 5}
          onRemove: delete
        """);
    EntityPath path = EntityPath.project("kit-blue");
    made();

    moved(path, body -> body.put("description", "other"), "spec.description");
    moved(
        path,
        body -> at(body, "config").put("limits.instances", "6"),
        "spec.config.limits.instances");
    profileIn("kit-blue", "  project: kit-blue\n");
    removed("blue", path);
  }

  @Test
  void imageOfAnArchive() {
    String first = TinyImage.of("one");
    declareImage(first);
    made();
    String fingerprint = others.fingerprint(DEFAULT, "kit-image").orElseThrow();
    EntityPath image = EntityPath.image(DEFAULT, fingerprint);
    assertThat(fingerprint).isEqualTo(TinyImage.digest(first));
    assertThat(others.get(image).json().path("properties").path("kit").asText()).isEqualTo("yes");

    moved(image, body -> body.put("auto_update", true), "spec.autoUpdate");
    others.delete(EntityPath.alias(DEFAULT, "kit-image"));
    corrected("spec.aliases");

    String second = TinyImage.of("two");
    declareImage(second);
    assertThat(node.pass().mustSucceed().correction()).isInstanceOf(Correction.Replace.class);
    node.mustBeQuiet();
    assertThat(others.fingerprint(DEFAULT, "kit-image")).contains(TinyImage.digest(second));
    assertThat(others.find(image)).as("the former one").isPresent();
    removed("image", EntityPath.image(DEFAULT, TinyImage.digest(second)));
    assertThat(others.find(image)).as("the former one").isEmpty();
  }

  private void declareImage(String archive) {
    files.put("images/kit.tar", archive);
    declare(
        "image",
        "Image",
        "kit-image",
        """
          aliases: [kit-image, kit-image-2]
          archive: {metadata: {path: images/kit.tar, sha256: %s}}
          keep: 1
        """
            .formatted(TinyImage.digest(archive)));
  }

  @Test
  void whatIsNotOursIsNotTouched() {
    EntityPath path = EntityPath.profile(DEFAULT, "kit-small");
    ObjectNode body = new com.fasterxml.jackson.databind.ObjectMapper().createObjectNode();
    others.create(path, body.put("description", "somebody's"));
    declare("small", "InstanceProfile", "kit-small", "  description: ours\n");

    node.pass();

    assertThat(node.drifts()).singleElement().isInstanceOf(Drift.Conflicting.class);
    assertThat(others.get(path).json().path("description").asText()).isEqualTo("somebody's");

    declare("small", "InstanceProfile", "kit-small", "  description: somebody's\n  adopt: true\n");
    made();
    assertThat(node.records().all())
        .containsKey(new ResourceId(ResourceKind.INSTANCEPROFILE, "kit-small"));
    assertThat(others.get(path).json().path("config").path("user.setpoint.owner").asText())
        .isNotEmpty();
  }
}
