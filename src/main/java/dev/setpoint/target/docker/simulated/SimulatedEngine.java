package dev.setpoint.target.docker.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.docker.api.ApiVersion;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineEvent;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.EngineException.Kind;
import dev.setpoint.target.docker.api.EngineInfo;
import dev.setpoint.target.docker.api.PathStat;
import dev.setpoint.target.docker.look.Tar;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A container engine in memory. It knows every image as soon as it is pulled, gives ids by
 * counting, and starts and stops at once. Nothing runs.
 */
public final class SimulatedEngine implements Engine {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final InstantSource clock;
  // guards everything below
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, SimulatedContainer> containers = new LinkedHashMap<>();
  private final Map<String, JsonNode> images = new TreeMap<>();
  private final SimulatedNetworks networks = new SimulatedNetworks();
  private final SimulatedVolumes volumes = new SimulatedVolumes();
  private final SimulatedEvents events = new SimulatedEvents();
  private int made;

  private SimulatedEngine(InstantSource clock) {
    this.clock = clock;
    for (String network : List.of("bridge", "host", "none")) {
      createNetwork(JSON.objectNode().put("Name", network).put("Driver", network));
    }
  }

  /** An engine without containers, and with the three networks that every engine has. */
  public static SimulatedEngine create(InstantSource clock) {
    return new SimulatedEngine(clock);
  }

  /** Gives it an image, or moves a tag to another one. */
  public void load(String reference, String content, JsonNode config) {
    locked(() -> {
      ObjectNode image = JSON.objectNode().put("Id", "sha256:" + SimulatedIds.digest(content));
      image.set("Config", config);
      images.put(reference, image);
      images.put(image.path("Id").asText(), image);
      return image;
    });
  }

  @Override
  public EngineInfo info() {
    return new EngineInfo(EngineInfo.Product.DOCKER, "(simulated)", ApiVersion.NEWEST_KNOWN);
  }

  @Override
  public String defaultNetwork() {
    return "bridge";
  }

  @Override
  public int containerCount() {
    return locked(containers::size);
  }

  @Override
  public List<ContainerSummary> containers() {
    return locked(() ->
        containers.values().stream()
            .map(container -> ContainerSummary.of(container.summary()))
            .toList());
  }

  @Override
  public JsonNode container(String idOrName) {
    return locked(() -> find(idOrName).inspect());
  }

  private SimulatedContainer find(String idOrName) {
    return containers.values().stream()
        .filter(found -> found.id().equals(idOrName) || found.name().equals(idOrName))
        .findFirst()
        .orElseThrow(() -> missing("No such container: " + idOrName));
  }

  static EngineException missing(String message) {
    return new EngineException(Kind.NOT_FOUND, 404, message);
  }

  private void nameIsFree(String name) {
    if (containers.values().stream().anyMatch(found -> found.name().equals(name))) {
      throw new EngineException(
          Kind.CONFLICT, 409, "Conflict. The container name \"/" + name + "\" is already in use");
    }
  }

  @Override
  public String create(String name, JsonNode body) {
    return locked(() -> {
      nameIsFree(name);
      JsonNode image = images.get(body.path("Image").asText());
      if (image == null) {
        throw missing("No such image: " + body.path("Image").asText());
      }
      String id = nextId("container");
      containers.put(id, new SimulatedContainer(id, name, image, (ObjectNode) body, volumes));
      events.tell(new EngineEvent("container", "create", id, Map.of("name", name)));
      return id;
    });
  }

  private String nextId(String what) {
    made++;
    return SimulatedIds.digest(what + made);
  }

  /** Changes a container and tells; tests change more than an engine has calls for. */
  void change(String idOrName, String action, Consumer<SimulatedContainer> change) {
    locked(() -> {
      SimulatedContainer container = find(idOrName);
      String before = container.name();
      change.accept(container);
      var attributes = Map.of("name", container.name(), "oldName", "/" + before);
      events.tell(new EngineEvent("container", action, container.id(), attributes));
      return container;
    });
  }

  @Override
  public void start(String id) {
    change(
        id,
        "start",
        container -> {
          if (!container.isRunning()) {
            container.start(clock.instant());
          }
        });
  }

  @Override
  public void stop(String id, Duration grace) {
    change(id, "stop", container -> container.stop(clock.instant()));
  }

  @Override
  public void unpause(String id) {
    change(id, "unpause", container -> container.start(clock.instant()));
  }

  @Override
  public void kill(String id, String signal) {
    change(
        id,
        "kill",
        container -> {
          if (signal.equals("SIGKILL")) {
            container.stop(clock.instant());
          }
        });
  }

  @Override
  public void rename(String id, String name) {
    change(
        id,
        "rename",
        container -> {
          nameIsFree(name);
          container.rename(name);
        });
  }

  @Override
  public void remove(String id) {
    change(id, "destroy", container -> containers.remove(container.id()));
  }

  @Override
  public void update(String id, JsonNode body) {
    change(id, "update", container -> container.host().setAll((ObjectNode) body));
  }

  @Override
  public Optional<Boolean> runHealthCheck(String id) {
    return Optional.empty(); // its verdict is there from the start
  }

  @Override
  public String logs(String id, int lines) {
    return locked(() -> find(id).isRunning() ? "" : "simulated end\n");
  }

  @Override
  public Optional<PathStat> stat(String id, String path) {
    return locked(() ->
        find(id).files().find(path).map(file -> new PathStat(file.tar().length, 0, file.stamp())));
  }

  @Override
  public Optional<byte[]> getArchive(String id, String path) {
    return locked(() -> find(id).files().find(path).map(file -> file.tar().clone()));
  }

  @Override
  public void putArchive(String id, String directory, byte[] tar) {
    String base = directory.endsWith("/") ? directory : directory + "/";
    change(
        id,
        "extract-to-dir",
        container ->
            Tar.files(tar)
                .forEach(file -> {
                  made++;
                  var stored =
                      new SimulatedFiles.Stored(Tar.write(List.of(file)), Integer.toString(made));
                  container.files().put(base + file.name(), stored);
                }));
  }

  @Override
  public Optional<JsonNode> image(String reference) {
    return locked(() -> Optional.ofNullable(images.get(reference)));
  }

  @Override
  public void pull(String reference, Consumer<String> progress) {
    locked(() -> {
      if (!images.containsKey(reference)) {
        load(reference, reference, JSON.objectNode());
      }
      return reference;
    });
    progress.accept("1 of 1 MB");
  }

  @Override
  public List<JsonNode> networks() {
    return locked(networks::all);
  }

  @Override
  public String createNetwork(JsonNode body) {
    return locked(() -> {
      String id = nextId("network");
      String name = networks.create(body, id);
      events.tell(new EngineEvent("network", "create", name, Map.of("name", name)));
      return id;
    });
  }

  @Override
  public void removeNetwork(String idOrName) {
    locked(() -> {
      String name = networks.name(idOrName);
      if (containers.values().stream().anyMatch(one -> one.networks().has(name))) {
        throw new EngineException(Kind.REFUSED, 403, "network " + name + " has active endpoints");
      }
      networks.remove(name);
      events.tell(new EngineEvent("network", "destroy", name, Map.of("name", name)));
      return name;
    });
  }

  @Override
  public void connect(String network, JsonNode body) {
    var endpoint = body.path("EndpointConfig");
    attach(
        "connect",
        network,
        body.path("Container").asText(),
        (on, name) -> on.connect(name, endpoint));
  }

  @Override
  public void disconnect(String network, String container) {
    attach("disconnect", network, container, (on, name) -> on.networks().remove(name));
  }

  /** As Docker tells it: an event of the network, with the id of the container. */
  private void attach(
      String action,
      String idOrName,
      String container,
      BiConsumer<SimulatedContainer, String> change) {
    locked(() -> {
      String name = networks.name(idOrName);
      SimulatedContainer on = find(container);
      change.accept(on, name);
      var told = Map.of("name", name, "container", on.id());
      events.tell(new EngineEvent("network", action, name, told));
      return on;
    });
  }

  @Override
  public List<JsonNode> volumes() {
    return locked(volumes::all);
  }

  @Override
  public void createVolume(JsonNode body) {
    locked(() -> volumes.create(body, clock.instant()));
  }

  @Override
  public void removeVolume(String name) {
    locked(() -> volumes.remove(name));
  }

  @Override
  public void events(Consumer<AutoCloseable> opened, Consumer<EngineEvent> sink) {
    events.listen(opened, sink);
  }

  /** Tells of events on the thread that makes them, for one thread on a virtual clock. */
  public void tap(Consumer<EngineEvent> ear) {
    events.tap(ear);
  }

  @Override
  public void close() {
    events.close();
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
