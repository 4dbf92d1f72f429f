package dev.setpoint.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Containers, a network and a volume as somebody makes them without Setpoint. */
final class HandMade {
  static final String PREFIX = "adopt-";
  private static final Set<String> NOT_STARTED = Set.of("created");

  private final Engine engine;
  private final int number;

  /**
   * On an engine.
   *
   * @param number keeps ports and addresses of several engines on one machine apart
   */
  HandMade(Engine engine, int number) {
    this.engine = engine;
    this.number = number;
  }

  /** Makes all of it and returns the ids of the containers by name. */
  Map<String, String> make() {
    ObjectNode network = JsonNodeFactory.instance.objectNode();
    network.put("Name", PREFIX + "front").put("Driver", "bridge").put("Internal", true);
    network.putObject("IPAM").putArray("Config").addObject().put("Subnet", subnet() + ".0/24");
    network.putObject("Labels").put("team", "shop");
    engine.createNetwork(network);
    ObjectNode volume = JsonNodeFactory.instance.objectNode();
    volume.put("Name", PREFIX + "data").put("Driver", "local");
    volume.putObject("Labels").put("backup", "nightly");
    engine.createVolume(volume);
    var ids = new TreeMap<String, String>();
    bodies()
        .properties()
        .forEach(body -> {
          String id = engine.create(PREFIX + body.getKey(), body.getValue());
          if (!NOT_STARTED.contains(body.getKey())) {
            engine.start(id);
          }
          ids.put(PREFIX + body.getKey(), id);
        });
    return ids;
  }

  /** Their names, with those of the network and the volume. */
  static Set<String> names() {
    var names = new TreeSet<>(Set.of("network/adopt-front", "volume/adopt-data"));
    read().fieldNames().forEachRemaining(name -> names.add("container/" + PREFIX + name));
    return names;
  }

  /** Takes all of it away again, also what only a part of was made of. */
  void clear() {
    for (ContainerSummary each : engine.containers()) {
      if (each.name().startsWith(PREFIX)) {
        engine.remove(each.id());
      }
    }
    quietly(() -> engine.removeNetwork(PREFIX + "front"));
    quietly(() -> engine.removeVolume(PREFIX + "data"));
  }

  private static void quietly(Runnable removal) {
    try {
      removal.run();
    } catch (EngineException e) {
      if (e.kind() != EngineException.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  private String subnet() {
    return "10.247." + number;
  }

  private JsonNode bodies() {
    String text =
        read()
            .toString()
            .replace("SUBNET", subnet())
            .replace("PORT0", Integer.toString(24_100 + number * 2))
            .replace("PORT1", Integer.toString(24_101 + number * 2));
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read() {
    try (InputStream in = HandMade.class.getResourceAsStream("/adopt/containers.json")) {
      byte[] bytes = Objects.requireNonNull(in, "containers.json").readAllBytes();
      return new ObjectMapper().readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
