package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.EngineException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Replaces a network: takes every container off it, makes it anew, and connects them again as they
 * were. A container that cannot be connected again, for example since its fixed address is no
 * longer in a subnet, is left for its own correction.
 */
final class NetworkReplacement {
  private final Ground ground;
  private final Correction correction;

  NetworkReplacement(Ground ground, Correction correction) {
    this.ground = ground;
    this.correction = correction;
  }

  Outcome apply(EngineObject object, Runnable make, Supplier<EngineObject> made) {
    String name = correction.id().name();
    Map<String, JsonNode> endpoints = endpoints(name);
    try {
      endpoints.keySet().forEach(container -> ground.engine().disconnect(name, container));
      ground.engine().removeNetwork(object.engineId());
    } catch (EngineException e) {
      reconnect(name, endpoints);
      throw e;
    }
    make.run();
    int left = reconnect(name, endpoints);
    return new Outcome.Corrected(
        made.get(),
        "replaced; %d of %d containers connected again"
            .formatted(endpoints.size() - left, endpoints.size()));
  }

  private Map<String, JsonNode> endpoints(String name) {
    var endpoints = new LinkedHashMap<String, JsonNode>();
    for (ContainerSummary summary : ground.engine().containers()) {
      if (summary.networks().contains(name)) {
        JsonNode inspect = ground.engine().container(summary.id());
        endpoints.put(summary.id(), inspect.path("NetworkSettings").path("Networks").path(name));
      }
    }
    return endpoints;
  }

  private int reconnect(String name, Map<String, JsonNode> endpoints) {
    int left = 0;
    for (Map.Entry<String, JsonNode> endpoint : endpoints.entrySet()) {
      try {
        ground.engine().connect(name, body(endpoint.getKey(), endpoint.getValue()));
      } catch (EngineException stays) {
        left++;
      }
    }
    return left;
  }

  private static JsonNode body(String container, JsonNode endpoint) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("Container", container);
    ObjectNode config = body.putObject("EndpointConfig");
    if (endpoint.path("Aliases").isArray()) {
      config.set("Aliases", endpoint.path("Aliases"));
    }
    if (endpoint.path("IPAMConfig").isObject()) {
      config.set("IPAMConfig", endpoint.path("IPAMConfig"));
    }
    return body;
  }
}
