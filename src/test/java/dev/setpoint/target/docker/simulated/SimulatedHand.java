package dev.setpoint.target.docker.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.TarFile;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A hand at the door of the simulated engine. */
public final class SimulatedHand implements Hand {
  private final SimulatedEngine engine;

  /** A hand at this engine. */
  public SimulatedHand(SimulatedEngine engine) {
    this.engine = engine;
  }

  @Override
  public JsonNode container(String name) {
    return found(() -> engine.container(name));
  }

  private static JsonNode found(Supplier<JsonNode> call) {
    try {
      return call.get();
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND) {
        return MissingNode.getInstance();
      }
      throw e;
    }
  }

  @Override
  public JsonNode network(String name) {
    return named(engine.networks(), name);
  }

  @Override
  public JsonNode volume(String name) {
    return named(engine.volumes(), name);
  }

  private static JsonNode named(List<JsonNode> objects, String name) {
    return objects.stream()
        .filter(object -> object.path("Name").asText().equals(name))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  @Override
  public List<String> names() {
    var names = new ArrayList<String>();
    engine.containers().stream().map(ContainerSummary::name).forEach(names::add);
    Stream.concat(engine.networks().stream(), engine.volumes().stream())
        .map(object -> object.path("Name").asText())
        .forEach(names::add);
    return names;
  }

  @Override
  public void create(String name, JsonNode body) {
    engine.create(name, body);
  }

  @Override
  public void start(String name) {
    engine.start(name);
  }

  @Override
  public void stop(String name) {
    engine.stop(name, Duration.ofSeconds(1));
  }

  @Override
  public void kill(String name) {
    engine.kill(name, "SIGKILL");
  }

  @Override
  public void pause(String name) {
    engine.change(name, "pause", SimulatedContainer::pause);
  }

  @Override
  public void remove(String name) {
    engine.remove(name);
  }

  @Override
  public void rename(String name, String newName) {
    engine.rename(name, newName);
  }

  @Override
  public void update(String name, JsonNode body) {
    engine.update(name, body);
  }

  @Override
  public void connect(String network, JsonNode body) {
    engine.connect(network, body);
  }

  @Override
  public void disconnect(String network, String container) {
    engine.disconnect(network, container);
  }

  @Override
  public void write(String container, String path, String text) {
    int cut = path.lastIndexOf('/');
    byte[] tar = TarFile.of(path.substring(cut + 1), 0644, text);
    engine.putArchive(container, cut == 0 ? "/" : path.substring(0, cut), tar);
  }

  @Override
  public String read(String container, String path) {
    return engine.getArchive(container, path).map(TarFile::text).orElse("");
  }

  @Override
  public void removeFile(String container, String path) {
    engine.change(container, "exec_die", inside -> inside.files().remove(path));
  }

  @Override
  public void tag(String image, String repository, String tag) {
    SimulatedImages.load(engine, image, repository + ":" + tag);
  }

  @Override
  public void forget(String reference) {
    throw new UnsupportedOperationException("the simulated engine keeps its images");
  }

  @Override
  public void push(String reference) {
    throw new UnsupportedOperationException("the simulated engine has no registry");
  }

  @Override
  public void createNetwork(JsonNode body) {
    engine.createNetwork(body);
  }

  @Override
  public void removeNetwork(String name) {
    engine.removeNetwork(name);
  }

  @Override
  public void createVolume(JsonNode body) {
    engine.createVolume(body);
  }

  @Override
  public void removeVolume(String name) {
    engine.removeVolume(name);
  }
}
