package dev.setpoint.target.lxd.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.ExecRequest;
import dev.setpoint.target.lxd.api.ExecResult;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.InstanceFile;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.ServerInfo;
import dev.setpoint.target.lxd.api.ServerLimits;
import dev.setpoint.target.lxd.api.StateChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every call of the client does on a real server. */
@Tag("engine")
abstract class ServerContract {
  static final Duration GRACE = Duration.ofSeconds(20);
  private static final EntityPath WEB = EntityPath.instance(EntityPath.DEFAULT_PROJECT, "contract");
  private static final String BLUE = "contract-blue";

  final Servers which;
  final HttpServer server;

  ServerContract(Servers which) {
    this.which = which;
    this.server = which.server();
  }

  @BeforeEach
  @AfterEach
  void clear() {
    for (String name : List.of("contract", "contract-two")) {
      remove(EntityPath.instance(EntityPath.DEFAULT_PROJECT, name));
    }
  }

  final void remove(EntityPath path) {
    if (path.type() == EntityType.INSTANCE
        && server.find(path).filter(it -> isRunning(it.json())).isPresent()) {
      server.change(path, StateChange.kill());
    }
    if (server.find(path).isPresent()) {
      server.delete(path);
    }
  }

  static boolean isRunning(JsonNode instance) {
    return instance.path("status").asText().equals("Running");
  }

  static ObjectNode object() {
    return HttpCalls.JSON.createObjectNode();
  }

  final EntityPath created() {
    ObjectNode body = object().put("description", "made by a test");
    body.putObject("source").put("type", "image").put("alias", "busybox");
    server.create(WEB, body);
    return WEB;
  }

  final EntityPath running() {
    created();
    server.change(WEB, StateChange.start());
    return WEB;
  }

  static void fails(LxdException.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(LxdException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void saysWhatItIs() {
    ServerInfo info = server.info();

    assertThat(info.product()).isEqualTo(which.product());
    assertThat(info.trusted()).isTrue();
    assertThat(info.version()).isNotEmpty();
    assertThat(info.name()).isNotEmpty();
    assertThat(info.architectures()).isNotEmpty();
    assertThat(info.self().user()).isEqualTo("root");
    assertThat(info.self().protocol()).isEqualTo("unix");
    assertThat(info.has("instance_file_head")).isTrue();
    assertThat(server.settings().path("config").path("core.https_address").asText())
        .endsWith(":8443");
    assertThat(server.resources().path("cpu").path("total").asInt()).isPositive();
  }

  @Test
  void tellsItsOptionsWhereItCan() {
    boolean known = server.info().has("metadata_configuration");

    assertThat(server.optionMetadata().isPresent()).isEqualTo(known);
    server
        .optionMetadata()
        .ifPresent(told -> assertThat(told.path("configs").has("instance")).isTrue());
  }

  @Test
  void instanceLivesThroughAllItsStates() {
    created();
    assertThat(isRunning(server.get(WEB).json())).isFalse();

    server.change(WEB, StateChange.start());
    assertThat(server.state(WEB).path("status").asText()).isEqualTo("Running");
    server.change(WEB, new StateChange(StateChange.Action.FREEZE, GRACE, false));
    assertThat(server.state(WEB).path("status").asText()).isEqualTo("Frozen");
    server.change(WEB, new StateChange(StateChange.Action.UNFREEZE, GRACE, false));
    server.change(WEB, StateChange.restart(GRACE));
    assertThat(server.state(WEB).path("status").asText()).isEqualTo("Running");
    server.change(WEB, StateChange.stop(GRACE));
    assertThat(server.state(WEB).path("status").asText()).isEqualTo("Stopped");

    server.rename(WEB, "contract-two");
    EntityPath two = WEB.withName("contract-two");
    assertThat(server.find(WEB)).isEmpty();
    assertThat(server.get(two).json().path("description").asText()).isEqualTo("made by a test");
    server.delete(two);
    assertThat(server.find(two)).isEmpty();
  }

  @Test
  void listHasEverythingOfAnInstance() {
    running();

    for (String project : List.of(EntityPath.DEFAULT_PROJECT, EntityPath.ALL_PROJECTS)) {
      JsonNode found =
          server.list(EntityType.INSTANCE, project).stream()
              .filter(it -> it.path("name").asText().equals("contract"))
              .findFirst()
              .orElseThrow();
      assertThat(found.path("project").asText()).isEqualTo(EntityPath.DEFAULT_PROJECT);
      assertThat(found.path("expanded_devices").has("root")).isTrue();
      assertThat(found.path("state").path("status").asText()).isEqualTo("Running");
    }
  }

  @Test
  void writeNeedsTheTagOfWhatWasRead() {
    created();
    Entity read = server.get(WEB);
    ObjectNode changed = read.copy();
    ((ObjectNode) changed.path("config")).put("user.colour", "blue");

    server.put(WEB, changed, read.etag());
    fails(LxdException.Kind.PRECONDITION, () -> server.put(WEB, read.copy(), read.etag()));

    JsonNode config = server.get(WEB).json().path("config");
    assertThat(config.path("user.colour").asText()).isEqualTo("blue");
    assertThat(config.path("volatile.base_image").asText())
        .isEqualTo(server.fingerprint(EntityPath.DEFAULT_PROJECT, "busybox").orElseThrow());
  }

  @Test
  void whatIsNotThereAndWhatIsThereAlready() {
    created();

    fails(LxdException.Kind.NOT_FOUND, () -> server.get(WEB.withName("nobody")));
    fails(LxdException.Kind.NOT_FOUND, () -> server.delete(WEB.withName("nobody")));
    fails(LxdException.Kind.CONFLICT, this::created);
    assertThat(server.find(EntityPath.network(EntityPath.DEFAULT_PROJECT, "nothing"))).isEmpty();
    assertThat(server.fingerprint(EntityPath.DEFAULT_PROJECT, "nothing")).isEmpty();
  }

  @Test
  void commandsEndWithCodeAndOutput() {
    running();

    ExecResult result =
        server.exec(
            WEB,
            new ExecRequest(
                List.of("sh", "-c", "echo $COLOUR; pwd; id -u; echo bad >&2; exit 7"),
                Map.of("COLOUR", "blue"),
                1000,
                1000,
                "/var",
                GRACE));

    assertThat(result.code()).isEqualTo(7);
    assertThat(result.output()).isEqualTo("blue\n/var\n1000\n");
    assertThat(result.errors()).isEqualTo("bad\n");
    assertThat(server.exec(WEB, ExecRequest.of(GRACE, "true")).isSuccess()).isTrue();
    assertThat(server.exec(WEB, ExecRequest.of(GRACE, "/bin/nothing")).code()).isEqualTo(127);
    assertThat(server.consoleLog(WEB)).contains("up since");
  }

  @Test
  void muchOutputIsCutOff() {
    running();
    var limits = ServerLimits.standard();
    var small = new ServerLimits(GRACE, GRACE, GRACE, GRACE, limits.answerBytes(), 100, 1000, 16);

    try (var narrow = which.server(small)) {
      var yes = ExecRequest.of(GRACE, "sh", "-c", "yes | head -c 100000");
      assertThat(narrow.exec(WEB, yes).output()).hasSize(1000);
      fails(LxdException.Kind.BAD_ANSWER, () -> narrow.getFile(WEB, "/bin/busybox"));
    }
  }

  @Test
  void filesOfARunningInstance() {
    running();
    readsAndWritesFiles();
  }

  @Test
  void filesOfAStoppedInstance() {
    created();
    readsAndWritesFiles();
  }

  private void readsAndWritesFiles() {
    String path = "/etc/a file+ü";
    server.putFile(WEB, path, file("one", FileInfo.file(1000, 1000, 0640)));
    InstanceFile read = server.getFile(WEB, path).orElseThrow();
    assertThat(read.text()).isEqualTo("one");
    assertThat(read.info()).isEqualTo(FileInfo.file(1000, 1000, 0640));
    assertThat(server.stat(WEB, path)).contains(read.info());

    server.putFile(WEB, path, file("", FileInfo.file(0, 0, 0600)));
    assertThat(server.getFile(WEB, path).orElseThrow().text()).isEmpty();
    assertThat(server.stat(WEB, path)).contains(FileInfo.file(0, 0, 0600));

    server.putFile(WEB, "/etc/conf.d", InstanceFile.directory(0, 5, 0750));
    server.putFile(WEB, "/etc/conf.d", InstanceFile.directory(0, 5, 0750));
    server.putFile(WEB, "/etc/conf.d/link", InstanceFile.link(0, 0, "../passwd"));
    assertThat(server.getFile(WEB, "/etc/conf.d").orElseThrow().entries()).containsExactly("link");
    InstanceFile link = server.getFile(WEB, "/etc/conf.d/link").orElseThrow();
    assertThat(link.info().type()).isEqualTo(FileInfo.Type.SYMLINK);
    assertThat(link.text()).isEqualTo("../passwd");
    server.putFile(WEB, "/etc/conf.d/link", file("now a file", FileInfo.file(0, 0, 0644)));
    assertThat(server.getFile(WEB, "/etc/passwd").orElseThrow().text()).startsWith("root:");

    server.deleteFile(WEB, "/etc/conf.d/link");
    server.deleteFile(WEB, "/etc/conf.d");
    assertThat(server.stat(WEB, "/etc/conf.d")).isEmpty();
    assertThat(server.getFile(WEB, "/etc/conf.d/link")).isEmpty();
    fails(LxdException.Kind.NOT_FOUND, () -> server.deleteFile(WEB, "/etc/conf.d"));
  }

  static InstanceFile file(String text, FileInfo info) {
    return InstanceFile.of(info, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void snapshotIsTheWayBack() {
    created();
    server.putFile(WEB, "/etc/state", file("before", FileInfo.file(0, 0, 0644)));
    EntityPath snapshot = EntityPath.snapshot(EntityPath.DEFAULT_PROJECT, "contract", "s0");
    server.create(snapshot, object().put("stateful", false));
    server.deleteFile(WEB, "/etc/state");

    server.restore(snapshot);

    assertThat(server.getFile(WEB, "/etc/state").orElseThrow().text()).isEqualTo("before");
    assertThat(server.list(EntityType.SNAPSHOT, EntityPath.DEFAULT_PROJECT, "contract")).hasSize(1);
    server.rename(snapshot, "s1");
    server.delete(snapshot.withName("s1"));
    assertThat(server.find(snapshot)).isEmpty();
  }

  @Test
  void rootFileSystemIsMadeAnewWhereTheServerCan() {
    created();
    ObjectNode body = object();
    body.putObject("source").put("type", "image").put("alias", "busybox2");

    if (server.info().has("instances_rebuild")) {
      server.rebuild(WEB, body);
      assertThat(server.stat(WEB, "/www/two.html")).isPresent();
    } else {
      fails(LxdException.Kind.UNSUPPORTED, () -> server.rebuild(WEB, body));
    }
  }

  @Test
  void projectsHaveThingsOfTheirOwn() {
    EntityPath project = EntityPath.project(BLUE);
    EntityPath profile = EntityPath.profile(BLUE, "small");
    EntityPath volume = EntityPath.volume(BLUE, "local", "contract-data");
    List.of(volume, profile, project).forEach(this::remove);
    ObjectNode body = object().put("description", "for a test");
    body.putObject("config").put("features.profiles", "true").put("features.images", "false");

    server.create(project, body);
    server.create(profile, object().put("description", "small ones"));
    server.create(volume, object().put("content_type", "filesystem"));

    assertThat(names(EntityType.PROFILE, EntityPath.ALL_PROJECTS))
        .contains("small in " + BLUE, "default in " + BLUE, "default in default");
    assertThat(names(EntityType.VOLUME, EntityPath.ALL_PROJECTS, "local"))
        .contains("contract-data in " + BLUE);
    assertThat(names(EntityType.IMAGE, EntityPath.ALL_PROJECTS)).noneMatch(it -> it.endsWith(BLUE));
    fails(LxdException.Kind.NOT_FOUND, () -> server.get(EntityPath.profile("default", "small")));
    server.rename(profile, "smaller");
    server.delete(profile.withName("smaller"));
    server.delete(volume);
    server.delete(project);
    assertThat(server.find(project)).isEmpty();
  }

  private List<String> names(EntityType type, String project, String... parents) {
    return server.list(type, project, parents).stream()
        .map(it -> it.path("name").asText() + " in " + it.path("project").asText())
        .toList();
  }

  @Test
  void volumeGoesBackToItsSnapshot() {
    EntityPath volume = EntityPath.volume(EntityPath.DEFAULT_PROJECT, "local", "contract-data");
    remove(volume);
    server.create(volume, object());
    EntityPath snapshot =
        EntityPath.volumeSnapshot(EntityPath.DEFAULT_PROJECT, "local", "contract-data", "s0");
    server.create(snapshot, object());
    ObjectNode changed = server.get(volume).copy();
    ((ObjectNode) changed.path("config")).put("user.colour", "blue");

    server.put(volume, changed, server.get(volume).etag());
    assertThat(server.get(volume).json().path("config").path("user.colour").asText())
        .isEqualTo("blue");
    server.restore(snapshot);
    server.delete(snapshot);
    server.delete(volume);

    assertThat(server.find(volume)).isEmpty();
  }

  @Test
  void networkWithForwardAndRules() throws IOException {
    String slot = Files.readString(slotFile()).strip();
    String name = "spt" + slot + (which == Servers.LXD ? "-lt" : "-it");
    String net = "10." + slot + (which == Servers.LXD ? ".40." : ".41.");
    EntityPath network = EntityPath.network(EntityPath.DEFAULT_PROJECT, name);
    EntityPath acl = EntityPath.acl(EntityPath.DEFAULT_PROJECT, "contract-rules");
    EntityPath forward = EntityPath.forward(EntityPath.DEFAULT_PROJECT, name, net + "200");
    List.of(network, acl).forEach(this::remove);
    ObjectNode body = object().put("type", "bridge");
    body.putObject("config")
        .put("ipv4.address", net + "1/24")
        .put("ipv4.nat", "false")
        .put("ipv6.address", "none");

    server.create(acl, object().put("description", "rules"));
    server.create(network, body);
    server.create(forward, object().put("description", "in"));

    assertThat(server.list(EntityType.FORWARD, EntityPath.DEFAULT_PROJECT, name)).hasSize(1);
    Entity read = server.get(network);
    ObjectNode changed = read.copy();
    changed.put("description", "changed");
    server.put(network, changed, read.etag());
    assertThat(server.get(network).json().path("description").asText()).isEqualTo("changed");
    List.of(forward, network, acl).forEach(server::delete);
    assertThat(server.find(network)).isEmpty();
    assertThat(server.find(acl)).isEmpty();
  }

  private static Path slotFile() {
    return Path.of(System.getenv("SETPOINT_TEST_ENGINES"), "slot");
  }

  @Test
  void poolIsMadeAndRemoved() {
    EntityPath pool = EntityPath.pool("contract-pool");
    remove(pool);

    server.create(pool, object().put("driver", "dir"));
    assertThat(server.get(pool).json().path("driver").asText()).isEqualTo("dir");
    server.delete(pool);

    assertThat(server.find(pool)).isEmpty();
  }
}
