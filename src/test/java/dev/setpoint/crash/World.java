package dev.setpoint.crash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the repository declares: a dozen containers, two networks, two volumes. */
final class World {
  static final String IMAGE = "setpoint.test/busybox:";

  /** Writes the marker once, when the volume is new, and ends at once when told to. */
  private static final String KEEPER =
      "[ -e /data/marker ] || cat /proc/sys/kernel/random/uuid > /data/marker;"
          + " trap 'exit 0' TERM; while :; do sleep 1000 & wait $!; done";

  private final String prefix;
  private final Map<String, Box> boxes = new LinkedHashMap<>();
  private boolean internal;

  /** Two containers out of twelve come and go; they start absent. */
  World(String prefix) {
    this.prefix = prefix;
    var a = prefix + "net-a";
    var b = prefix + "net-b";
    put(box("db", "vol-a", List.of(a), null));
    put(box("api", null, List.of(a), "db"));
    put(box("web", null, List.of(a, b), "api"));
    put(box("cache", null, List.of(b), null).withCheck());
    put(box("worker", "vol-b", List.of(b), null).file(1));
    put(box("job", "vol-b", List.of(a), null));
    for (var name : List.of("p1", "p2", "p3", "p4")) {
      put(box(name, null, List.of(), null));
    }
    put(box("p2", null, List.of(), null).file(1));
    put(box("x1", null, List.of(b), null).present(false));
    put(box("x2", null, List.of(), null).present(false));
  }

  /**
   * One declared container.
   *
   * @param gen what its environment says; a change replaces it
   * @param memory limit in MiB; a change updates it
   * @param image tag; a change replaces it
   * @param file generation of its file, or 0 for none
   * @param bad whether its check never becomes healthy
   */
  record Box(
      String name,
      @Nullable String volume,
      List<String> networks,
      @Nullable String needs,
      int gen,
      int memory,
      int image,
      int file,
      boolean checked,
      boolean bad,
      boolean present) {
    Box gen(int next) {
      return new Box(
          name, volume, networks, needs, next, memory, image, file, checked, bad, present);
    }

    Box memory(int next) {
      return new Box(name, volume, networks, needs, gen, next, image, file, checked, bad, present);
    }

    Box image(int next) {
      return new Box(name, volume, networks, needs, gen, memory, next, file, checked, bad, present);
    }

    Box file(int next) {
      return new Box(
          name, volume, networks, needs, gen, memory, image, next, checked, bad, present);
    }

    Box withCheck() {
      return new Box(name, volume, networks, needs, gen, memory, image, file, true, bad, present);
    }

    Box bad(boolean next) {
      return new Box(
          name, volume, networks, needs, gen, memory, image, file, checked, next, present);
    }

    Box present(boolean next) {
      return new Box(name, volume, networks, needs, gen, memory, image, file, checked, bad, next);
    }

    boolean isJob() {
      return name.endsWith("job");
    }

    String id() {
      return "container/" + name;
    }
  }

  private Box box(
      String name, @Nullable String volume, List<String> networks, @Nullable String needs) {
    return new Box(
        prefix + name,
        volume == null ? null : prefix + volume,
        networks,
        needs == null ? null : prefix + needs,
        1,
        16,
        1,
        0,
        false,
        false,
        true);
  }

  private void put(Box box) {
    boxes.put(box.name(), box);
  }

  String prefix() {
    return prefix;
  }

  Box box(String shortName) {
    return java.util.Objects.requireNonNull(boxes.get(prefix + shortName));
  }

  List<Box> all() {
    return List.copyOf(boxes.values());
  }

  List<Box> declared() {
    return boxes.values().stream().filter(Box::present).toList();
  }

  void change(String name, UnaryOperator<Box> change) {
    boxes.computeIfPresent(name, (_, box) -> change.apply(box));
  }

  boolean internal() {
    return internal;
  }

  /** The second network becomes another one, which only a new one can be. */
  void turnNetwork() {
    internal = !internal;
  }

  List<String> networks() {
    return List.of(prefix + "net-a", prefix + "net-b");
  }

  List<String> volumes() {
    return List.of(prefix + "vol-a", prefix + "vol-b");
  }

  /** Containers on a network, which see it come and go. */
  List<Box> on(String network) {
    return declared().stream().filter(box -> box.networks().contains(network)).toList();
  }

  /** The files of the repository. */
  Map<String, String> files() {
    var files = new TreeMap<String, String>();
    for (var name : networks()) {
      boolean turned = internal && name.endsWith("-b");
      files.put("m/" + name + ".yaml", object("Network", name, turned ? "  internal: true\n" : ""));
    }
    for (var name : volumes()) {
      files.put("m/" + name + ".yaml", object("Volume", name, ""));
    }
    for (var box : declared()) {
      files.put("m/" + box.name() + ".yaml", yaml(box));
      if (box.file() > 0) {
        files.put("files/" + box.name() + ".txt", content(box));
      }
    }
    return files;
  }

  static String content(Box box) {
    return "content " + box.file() + "\n";
  }

  private static String object(String kind, String name, String spec) {
    return """
    apiVersion: setpoint.dev/v1
    kind: %s
    metadata: {name: %s}
    spec:
      nodes: {names: [local]}
    %s\
    """
        .formatted(kind, name, spec);
  }

  private static String yaml(Box box) {
    var spec = new ArrayList<String>();
    spec.add("image: " + IMAGE + box.image());
    spec.add("pull: never");
    spec.add("memory: " + box.memory() + "Mi");
    spec.add("env: {GEN: \"" + box.gen() + "\"}");
    spec.add("stopGrace: 1s");
    spec.add("readyWithin: 4s");
    process(box, spec);
    surroundings(box, spec);
    return object("Container", box.name(), "  " + String.join("\n  ", spec) + "\n");
  }

  private static void process(Box box, List<String> spec) {
    if (box.isJob()) {
      spec.add("oneShot: true");
      spec.add("command: [sh, -c, \"echo $GEN >> /data/runs\"]");
    } else {
      spec.add("restart: unless-stopped");
    }
    if (box.volume() != null && !box.isJob()) {
      spec.add("command: [sh, -c, \"" + KEEPER + "\"]");
    }
    if (box.bad()) { // starting for longer than it has to become ready
      spec.add("health: {command: [\"false\"], interval: 30s, timeout: 1s, retries: 1}");
    } else if (box.checked()) {
      spec.add("health: {command: [\"true\"], interval: 1s, timeout: 1s, retries: 1}");
    }
  }

  private static void surroundings(Box box, List<String> spec) {
    if (box.volume() != null) {
      spec.add("mounts: [{volume: " + box.volume() + ", path: /data}]");
    }
    if (!box.networks().isEmpty()) {
      spec.add("networks: " + box.networks());
    }
    if (box.needs() != null) {
      spec.add("dependsOn: [" + box.needs() + "]");
    }
    if (box.file() > 0) {
      spec.add(
          "files: [{path: /crash.txt, from: files/%s.txt, onChange: %s}]"
              .formatted(box.name(), box.volume() == null ? "replace" : "restart"));
    }
  }
}
