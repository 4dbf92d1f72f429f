package dev.setpoint.manifest.container;

import java.util.Map;

/**
 * Where the output goes: {@code logging: {driver: json-file, options: {max-size: 10m}}}.
 *
 * @param driver log driver of the engine
 * @param options its options, the whole truth once a driver is declared
 */
public record LoggingSpec(String driver, Map<String, String> options) {
  public LoggingSpec {
    options = Map.copyOf(options);
  }
}
