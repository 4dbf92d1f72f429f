package dev.setpoint.target.contract.server;

import static org.awaitility.Awaitility.await;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.contract.TestNode;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A node whose repository has every field of every kind in use, the server that it lives on, and
 * somebody else who uses that server.
 */
final class ServerSite implements AutoCloseable {
  private static final String DEFAULT = EntityPath.DEFAULT_PROJECT;
  private static final Path WHOLE = Path.of("src/test/resources/servers/whole.yaml");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String IMAGE = TinyImage.of("kit");

  /** Longer than what we did lately is taken for ours. */
  private static final Duration LATER = Duration.ofSeconds(5);

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final ServerSubject subject;
  private final HttpServer others;
  private final TestNode node;
  private final Map<String, String> words = new TreeMap<>();
  private final List<TargetEvent> heard = new CopyOnWriteArrayList<>();
  private final AutoCloseable watch;

  ServerSite(Servers which) {
    this.subject = new ServerSubject(which, () -> Instant.now().plus(ahead.get()));
    this.others = which.server();
    this.node = new TestNode(subject, "fields-" + ProcessHandle.current().pid());
    learnWords();
    clear();
    this.watch = node.target().watch(heard::add);
    await()
        .atMost(PATIENCE)
        .until(() -> heard.stream().anyMatch(TargetEvent.LookAtAll.class::isInstance));
  }

  private void learnWords() {
    boolean lxd = subject.word().equals("lxd");
    boolean iptables =
        others.settings().path("environment").path("firewall").asText().equals("xtables");
    String slot = slot();
    words.put("target", subject.word());
    words.put("net", "spt" + slot + (lxd ? "-kp" : "-kq"));
    words.put("subnet", "10." + slot + (lxd ? ".44" : ".45"));
    words.put("bridge", "spt" + slot + (lxd ? "-l" : "-i"));
    words.put("fixed", "10." + slot + (lxd ? ".32.77" : ".33.77"));
    words.put("spare", "10." + slot + (lxd ? ".32.78" : ".33.78"));
    words.put("hex", "%02x".formatted(Integer.parseInt(slot)));
    words.put("loopback", "127." + slot + (lxd ? ".0.3" : ".0.4"));
    words.put("architecture", "x86_64");
    words.put("digest", TinyImage.digest(IMAGE));
    // LXD 5.0 with iptables cannot take an access list away from a bridge again.
    words.put("firewall", "ipv6.address: none" + (lxd && iptables ? ", security.acls: ''" : ""));
  }

  private static String slot() {
    try {
      return Files.readString(Path.of(System.getenv("SETPOINT_TEST_ENGINES"), "slot")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text with what depends on the server filled in. */
  String fill(String text) {
    String filled = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled.replace("$" + word.getKey(), word.getValue());
    }
    return filled;
  }

  /** Git says all of it. */
  void declare() {
    declare(read());
  }

  /** Git says all of it, with another text in the manifest of one. */
  void declare(ServerCase field) {
    var documents = List.of(read().split("---\n"));
    String head = "kind: %s\nmetadata: {name: %s}".formatted(kindName(field), field.name());
    var edited =
        documents.stream()
            .map(each -> each.contains(head) ? field.edit(each) : each)
            .map(each -> each + "---\n")
            .toList();
    declare(String.join("", edited));
  }

  /** Git says all of it and more. */
  void declareWith(String documents) {
    declare(read() + "---\n" + documents);
  }

  private static String kindName(ServerCase field) {
    return field.kind().yamlName();
  }

  private void declare(String text) {
    node.declare(
        InMemoryTree.of(
            Map.of("all.yaml", fill(text), "files/motd", "hello\n", "images/kit.tar", IMAGE)));
  }

  private static String read() {
    try {
      return Files.readString(WHOLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestNode node() {
    return node;
  }

  String word() {
    return subject.word();
  }

  /** The server as somebody else uses it. */
  HttpServer others() {
    return others;
  }

  /** Where the resource of a case is. */
  EntityPath path(ServerCase field) {
    return switch (field.kind()) {
      case PROJECT -> EntityPath.project(field.name());
      case STORAGEPOOL -> EntityPath.pool(field.name());
      case NETWORK -> network();
      case VOLUME -> EntityPath.volume(DEFAULT, "local", field.name());
      case IMAGE -> EntityPath.image(DEFAULT, words.getOrDefault("digest", ""));
      case INSTANCEPROFILE -> EntityPath.profile(DEFAULT, field.name());
      case INSTANCE -> EntityPath.instance(DEFAULT, field.name());
      default -> throw new IllegalArgumentException(field.toString());
    };
  }

  /** The resource of a case. */
  ResourceId id(ServerCase field) {
    return new ResourceId(field.kind(), fill(field.name()));
  }

  EntityPath network() {
    return EntityPath.network(DEFAULT, fill("$net"));
  }

  EntityPath acl() {
    return EntityPath.acl(DEFAULT, "kit-web");
  }

  EntityPath forward() {
    return EntityPath.forward(DEFAULT, fill("$net"), fill("$subnet.200"));
  }

  static EntityPath alias() {
    return EntityPath.alias(DEFAULT, "kit-image-2");
  }

  /** What was heard since {@link #listenAnew}. */
  List<TargetEvent> heard() {
    return heard;
  }

  /** Forgets what was heard; what happens from now on is so late that we cannot have done it. */
  void listenAnew() {
    var _ = ahead.updateAndGet(LATER::plus);
    heard.clear();
  }

  /** Leaves nothing of the kit on the server. */
  void clear() {
    for (var instance : others.list(EntityType.INSTANCE, DEFAULT)) {
      String name = instance.path("name").asText();
      if (name.startsWith("kit-")) {
        EntityPath path = EntityPath.instance(DEFAULT, name);
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> isRemoved(path));
      }
    }
    EntityPath small = EntityPath.profile(DEFAULT, "kit-small");
    others.find(small).ifPresent(_ -> others.delete(small));
    if (others.find(forward()).isPresent()) {
      others.delete(forward());
    }
    for (var volume : others.list(EntityType.VOLUME, DEFAULT, "local")) {
      if (volume.path("name").asText().startsWith("kit-")) {
        others.delete(EntityPath.volume(DEFAULT, "local", volume.path("name").asText()));
      }
    }
    for (EntityPath path :
        List.of(
            network(),
            acl(),
            EntityPath.project("kit-blue"),
            EntityPath.pool("kit-pool"),
            EntityPath.image(DEFAULT, words.getOrDefault("digest", "")))) {
      // Incus 6.0 fails when an interface of the machine goes while it removes a bridge
      await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> isGone(path));
    }
  }

  private boolean isGone(EntityPath path) {
    others.find(path).ifPresent(_ -> others.delete(path));
    return true;
  }

  private boolean isRemoved(EntityPath path) {
    if (!others.get(path).json().path("status").asText().equals("Stopped")) {
      others.change(path, StateChange.kill());
    }
    others.delete(path);
    return true;
  }

  @Override
  public void close() {
    try {
      watch.close();
    } catch (Exception e) {
      throw new AssertionError("the watch does not end", e);
    }
    clear();
    node.close();
    others.close();
  }
}
