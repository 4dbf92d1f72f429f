package dev.setpoint.target.docker.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Supplier;

/** An engine that knows the calls that a test gives it, and no other. */
final class StubEngine {
  private StubEngine() {}

  static Engine answering(Map<String, Supplier<?>> calls) {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (_, method, _) -> {
              Supplier<?> call = calls.get(method.getName());
              if (call == null) {
                throw new UnsupportedOperationException(method.getName());
              }
              return call.get();
            });
  }

  static EngineException notFound() {
    return new EngineException(EngineException.Kind.NOT_FOUND, 404, "no such container");
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
