package dev.setpoint.target.contract;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.contract.field.Ground;
import dev.setpoint.target.contract.field.Yaml;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Make;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where one test takes place: a node, the hand, and a repository in which the test writes
 * manifests. Everything that stands on the engine afterwards and has its names is removed.
 */
final class Site implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final long RUN = ProcessHandle.current().pid();

  private final Subject subject;
  private final Ground ground;
  private final TestNode node;
  private final Map<String, String> files = new TreeMap<>();

  Site(Subject subject) {
    this.subject = subject;
    int number = NUMBERS.incrementAndGet();
    this.ground = ground(prefix(number), number);
    this.node = new TestNode(subject, owner());
    files.put("files/one.txt", "one\n");
    files.put("files/two.txt", "two\n");
    files.put("local.yaml", Yaml.node());
  }

  private static String prefix(int number) {
    return "kit%d-%d-".formatted(RUN % 100_000, number);
  }

  /** The address ranges differ by process, engine and test, since all engines share one kernel. */
  private Ground ground(String prefix, int number) {
    int second = 20 + (int) (RUN % 12);
    int third = 64 * subject.make().number() + number % 64;
    var words = new LinkedHashMap<String, String>();
    words.put("name", prefix + "it");
    words.put("net", prefix + "net");
    words.put("net2", prefix + "net2");
    words.put("volume", prefix + "data");
    words.put("repository", "setpoint.test/" + prefix + "image");
    words.put("bind", directory("one"));
    words.put("bind2", directory("two"));
    words.put("port", freePort());
    words.put("port2", freePort());
    words.put("cidr", "172.%d.%d".formatted(second, third));
    words.put("mtu", subject.make().isPodman() ? "mtu" : "com.docker.network.driver.mtu");
    words.put("six", "fd00:%x:%x".formatted(RUN % 65_535, third));
    return new Ground(words);
  }

  private static String directory(String name) {
    try {
      return Files.createDirectories(Path.of("target", "contract", name))
          .toAbsolutePath()
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Id of the installation that the node belongs to. */
  String owner() {
    return "owner-of-" + ground.name();
  }

  Subject subject() {
    return subject;
  }

  Make make() {
    return subject.make();
  }

  Hand hand() {
    return subject.hand();
  }

  TestNode node() {
    return node;
  }

  Ground ground() {
    return ground;
  }

  /** Name of the resource that most tests are about. */
  String name() {
    return ground.name();
  }

  /** A name of this site. */
  String name(String part) {
    return name().substring(0, name().length() - 2) + part;
  }

  ResourceId id(ResourceKind kind) {
    return new ResourceId(kind, name());
  }

  /** Another node, of the same installation or another, on the same engine. */
  TestNode nodeOf(String owner) {
    return new TestNode(subject, owner);
  }

  /** Writes a file of the repository; words of the ground are put in. */
  Site file(String path, String text) {
    files.put(path, ground.fill(text));
    return this;
  }

  Site without(String path) {
    files.remove(path);
    return this;
  }

  /** Writes the manifest of the resource under test, and of the networks and volumes it names. */
  Site manifest(ResourceKind kind, List<String> lines) {
    String all = String.join("\n", lines);
    file("it.yaml", Yaml.resource(kind, name(), lines));
    if (kind == ResourceKind.CONTAINER) {
      if (all.contains("$net")) {
        network("net2", List.of());
        network(
            "net", all.contains("$cidr") ? List.of("subnets: [{subnet: $cidr.0/24}]") : List.of());
      }
      if (all.contains("$volume")) {
        file("volume.yaml", Yaml.resource(ResourceKind.VOLUME, ground.word("volume"), List.of()));
      }
    }
    return this;
  }

  private void network(String word, List<String> lines) {
    file(word + ".yaml", Yaml.resource(ResourceKind.NETWORK, ground.word(word), lines));
  }

  /** Writes the container under test: these lines, and the usual ones that they do not name. */
  Site container(String... lines) {
    return manifest(ResourceKind.CONTAINER, List.of(lines));
  }

  /** Writes a further container of this site. */
  Site further(String part, String... lines) {
    return file(part + ".yaml", Yaml.resource(ResourceKind.CONTAINER, name(part), List.of(lines)));
  }

  /** The repository as it is now. */
  InMemoryTree tree() {
    return InMemoryTree.of(files);
  }

  /** The node takes what the repository says now. */
  Site declare() {
    node.declare(tree());
    return this;
  }

  /** The same, and the node makes it so. */
  Site settle() {
    declare();
    node.settle();
    return this;
  }

  @Override
  public void close() {
    node.close();
    String prefix = name("");
    List<String> mine =
        new ArrayList<>(hand().names().stream().filter(name -> name.startsWith(prefix)).toList());
    for (String name : mine) {
      if (!hand().container(name).isMissingNode()) {
        hand().remove(name);
      }
    }
    for (String name : mine) {
      if (!hand().network(name).isMissingNode()) {
        hand().removeNetwork(name);
      }
      if (!hand().volume(name).isMissingNode()) {
        hand().removeVolume(name);
      }
    }
  }
}
