package dev.setpoint.api.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/** How the records of this package become JSON and back; the same for both ends. */
public final class WireJson {
  private WireJson() {}

  /** A mapper of its own for the end that has none. Safe for many threads. */
  public static ObjectMapper mapper() {
    return configure(JsonMapper.builder().build());
  }

  /** Sets an existing mapper up and returns it. */
  public static ObjectMapper configure(ObjectMapper mapper) {
    return mapper
        .registerModule(times())
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  }

  /** Instants alone: the whole module of the JDK's times costs a verb a tenth of its start. */
  private static SimpleModule times() {
    return new SimpleModule("setpoint-times")
        .addSerializer(Instant.class, ToStringSerializer.instance)
        .addDeserializer(Instant.class, new InstantReader());
  }
}
