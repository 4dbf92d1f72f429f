package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.docker.api.Engine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** An engine that notes every changing call that reaches it, with what it was given. */
final class RecordedCalls {
  /** Calls of {@link Engine} that change something. */
  static final Set<String> CHANGING =
      Set.of(
          "create",
          "start",
          "stop",
          "unpause",
          "kill",
          "rename",
          "remove",
          "update",
          "putArchive",
          "createNetwork",
          "removeNetwork",
          "connect",
          "disconnect",
          "createVolume",
          "removeVolume",
          "runHealthCheck",
          "pull");

  private final List<String> names = new ArrayList<>();
  private final List<JsonNode> bodies = new ArrayList<>();

  /** The engine behind this record. */
  Engine before(Engine engine) {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (_, method, arguments) -> {
              if (CHANGING.contains(method.getName())) {
                names.add(method.getName());
                Arrays.stream(arguments)
                    .filter(JsonNode.class::isInstance)
                    .forEach(body -> bodies.add((JsonNode) body));
              }
              try {
                return method.invoke(engine, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  List<String> names() {
    return List.copyOf(names);
  }

  List<JsonNode> bodies() {
    return List.copyOf(bodies);
  }
}
