package dev.setpoint.target.docker.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The calls of a container engine that Setpoint uses, in the words of the Docker Engine API. Every
 * call blocks, is bounded in time and size, and throws {@link EngineException} when it does not
 * work. Safe for many threads.
 */
public interface Engine extends AutoCloseable {
  /** What it is and which API version is spoken; asks it. */
  EngineInfo info();

  /** The engine's own name of the network that containers are on by default; asked once. */
  String defaultNetwork();

  /** How many containers it says it has; another source than {@link #containers}. */
  int containerCount();

  /** All containers, running or not. */
  List<ContainerSummary> containers();

  /** Everything about one container. */
  JsonNode container(String idOrName);

  /** The same, as it was said. */
  default Inspection inspection(String idOrName) {
    return Inspection.of(container(idOrName));
  }

  /** Calls that make something. */
  enum Call {
    CREATE,
    CREATE_NETWORK,
    CREATE_VOLUME
  }

  /**
   * Throws what a call with this body would be refused with on this machine, whatever its engine
   * says. Makes nothing; an engine without a guard allows everything.
   */
  default void allow(Call call, JsonNode body) {}

  /** The same for connecting a container to a network. */
  default void allowConnect(String network, JsonNode body) {}

  /** Creates a container and returns its id. */
  String create(String name, JsonNode body);

  /** Starts a container; nothing happens when it runs. */
  void start(String id);

  /**
   * Stops a container; nothing happens when it does not run.
   *
   * @param grace time between the stop signal and the kill
   */
  void stop(String id, Duration grace);

  /** Lets a paused container go on. */
  void unpause(String id);

  /** Sends a signal to a container's process. */
  void kill(String id, String signal);

  /** Gives a container another name. */
  void rename(String id, String name);

  /** Removes a container, running or not; its volumes stay. */
  void remove(String id);

  /** Changes limits and restart policy of a container in place. */
  void update(String id, JsonNode body);

  /**
   * Runs a container's health check now and tells whether it was passed; empty where the engine
   * always runs checks by itself.
   */
  Optional<Boolean> runHealthCheck(String id);

  /**
   * Capabilities that containers get by themselves, where the engine reports those that a container
   * has instead of those that were asked for; else none. Asked once.
   */
  default Set<String> ownCapabilities() {
    return Set.of();
  }

  /** The last lines that a container wrote, standard output and error mixed. */
  String logs(String id, int lines);

  /** Size, mode and time of a file in a container; empty when it is not there. */
  Optional<PathStat> stat(String id, String path);

  /** A file of a container as a tar archive; empty when it is not there. */
  Optional<byte[]> getArchive(String id, String path);

  /** Unpacks a tar archive into a directory of a container. */
  void putArchive(String id, String directory, byte[] tar);

  /** Everything about an image; empty when the engine does not have it. */
  Optional<JsonNode> image(String reference);

  /**
   * Fetches an image from its registry.
   *
   * @param progress told sentences about how far it is
   */
  void pull(String reference, Consumer<String> progress);

  /** All networks. */
  List<JsonNode> networks();

  /** Creates a network and returns its id. */
  String createNetwork(JsonNode body);

  /** Removes a network without endpoints. */
  void removeNetwork(String idOrName);

  /** Connects a container to a network. */
  void connect(String network, JsonNode body);

  /** Takes a container off a network. */
  void disconnect(String network, String container);

  /** All volumes. */
  List<JsonNode> volumes();

  /** Creates a volume. */
  void createVolume(JsonNode body);

  /** Removes a volume with its data. */
  void removeVolume(String name);

  /**
   * Listens to events until the engine ends the stream, the handle is closed or it fails.
   *
   * @param opened told once the engine has accepted the subscription, with a handle that ends it
   * @param sink called for every event on the calling thread
   */
  void events(Consumer<AutoCloseable> opened, Consumer<EngineEvent> sink);

  @Override
  void close();
}
