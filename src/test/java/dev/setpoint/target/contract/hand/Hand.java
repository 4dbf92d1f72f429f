package dev.setpoint.target.contract.hand;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Somebody at the engine's own door. Bodies and answers are in the words of Docker's API. A call
 * that the engine refuses fails the test.
 */
public interface Hand {
  /** Everything about a container by name; a missing node when there is none. */
  JsonNode container(String name);

  /** Everything about a network by name; a missing node when there is none. */
  JsonNode network(String name);

  /** Everything about a volume by name; a missing node when there is none. */
  JsonNode volume(String name);

  /** Names of all containers, networks and volumes, without their kind. */
  List<String> names();

  /** Creates a container without starting it. */
  void create(String name, JsonNode body);

  void start(String name);

  void stop(String name);

  void kill(String name);

  void pause(String name);

  /** Removes a container, running or not. */
  void remove(String name);

  void rename(String name, String newName);

  /** Changes limits or restart policy of a live container; not on Podman. */
  void update(String name, JsonNode body);

  void connect(String network, JsonNode body);

  void disconnect(String network, String container);

  /** Writes a file of root's with mode 0644 into a container. */
  void write(String container, String path, String text);

  /** Content of a file in a container; empty when it is not there. */
  String read(String container, String path);

  void removeFile(String container, String path);

  /** Gives an image one more name. */
  void tag(String image, String repository, String tag);

  /** Takes a name off an image, if there is one. */
  void forget(String reference);

  /** Sends an image to the registry that its name says. */
  void push(String reference);

  void createNetwork(JsonNode body);

  void removeNetwork(String name);

  void createVolume(JsonNode body);

  void removeVolume(String name);

  /** Runs a health check now where only timers of systemd would do it; elsewhere nothing. */
  default void checkHealth(String name) {}

  /** The engine's id of a container. */
  default String id(String name) {
    return container(name).path("Id").asText();
  }

  /** Whether a container's process lives and is not paused. */
  default boolean runs(String name) {
    JsonNode state = container(name).path("State");
    return state.path("Running").asBoolean() && !state.path("Paused").asBoolean();
  }
}
