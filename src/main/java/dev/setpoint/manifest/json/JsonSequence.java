package dev.setpoint.manifest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Trees that come one after the other in a stream. Used by one thread. */
public final class JsonSequence implements AutoCloseable {
  private final JsonParser parser;

  JsonSequence(JsonParser parser) {
    this.parser = parser;
  }

  /** Waits for the next tree; null at the end of the stream. */
  public @Nullable JsonNode next() throws IOException {
    return parser.nextToken() == null ? null : JsonTrees.value(parser);
  }

  /** Closes the stream too. */
  @Override
  public void close() throws IOException {
    parser.close();
  }
}
