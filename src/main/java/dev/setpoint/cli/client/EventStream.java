package dev.setpoint.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Server-sent events, one after the other. For one thread; another one may close it. */
public final class EventStream implements AutoCloseable {
  private final HttpURLConnection connection;
  private final BufferedReader lines;

  EventStream(HttpURLConnection connection) throws IOException {
    this.connection = connection;
    this.lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * One event.
   *
   * @param name {@code correction} or {@code source}
   * @param data JSON
   */
  public record Event(String name, String data) {}

  /** Waits for the next event; empty when the controller has closed the stream or went away. */
  public Optional<Event> next() {
    try {
      return read();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Event> read() throws IOException {
    String name = "message";
    var data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        return Optional.of(new Event(name, data.toString()));
      }
      if (line.startsWith("event:")) {
        name = line.substring("event:".length()).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring("data:".length()).strip());
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
