package dev.setpoint.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.api.wire.WireJson;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Lets the framework write JSON exactly as the command line reads it. */
@Singleton
final class JsonSetup implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    WireJson.configure(mapper);
  }
}
