package dev.setpoint.trust.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** Reads and writes the records, strictly: an unknown or doubled key is an error. */
public final class JoinJson {
  /** Nothing that is said here is longer. */
  public static final int MAX_BYTES = 16 * 1024;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JoinJson() {}

  /** The record in these bytes; empty when they are something else, or too long. */
  public static <T> Optional<T> read(byte[] json, Class<T> type) {
    if (json.length > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readValue(json, type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A record as JSON. */
  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings is always JSON", e);
    }
  }
}
