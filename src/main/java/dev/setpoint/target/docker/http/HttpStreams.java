package dev.setpoint.target.docker.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.json.JsonSequence;
import dev.setpoint.manifest.json.JsonTrees;
import dev.setpoint.target.docker.api.EngineEvent;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.wire.PlainText;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;

/** The two answers of an engine that come in pieces: events, and the progress of a pull. */
final class HttpStreams {
  private final HttpCalls calls;
  private final EngineLimits limits;

  HttpStreams(HttpCalls calls, EngineLimits limits) {
    this.calls = calls;
    this.limits = limits;
  }

  void pull(Request.Builder request, Consumer<String> progress) {
    Call call = calls.call(request, limits.pull(), limits.silence());
    try (Response response = call.execute();
        JsonSequence lines = lines(response)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        hear(line, progress);
      }
    } catch (IOException e) {
      throw calls.failure(e, limits.silence());
    }
  }

  private static void hear(JsonNode line, Consumer<String> progress) {
    if (line.hasNonNull("error")) {
      throw new EngineException(
          EngineException.Kind.REFUSED, 200, PlainText.line(line.path("error").asText(), 600));
    }
    long total = line.path("progressDetail").path("total").asLong();
    if (total > 0) {
      long current = line.path("progressDetail").path("current").asLong();
      progress.accept("%s of %s MB".formatted(current / 1_000_000, total / 1_000_000));
    }
  }

  /**
   * Listens to events. Podman, and newer Dockers, send the head of the answer only with the first
   * event: the subscription counts as open once the request is on its way.
   */
  void events(Request.Builder request, Consumer<AutoCloseable> opened, Consumer<EngineEvent> sink) {
    // No silence limit: an idle engine sends nothing for hours. The full sweep covers a dead peer.
    Call call = calls.call(request, Duration.ZERO, Duration.ZERO);
    opened.accept(call::cancel);
    try (Response response = call.execute();
        JsonSequence lines = lines(response)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        sink.accept(EngineEvent.of(line));
      }
    } catch (IOException e) {
      throw calls.failure(e, limits.call());
    }
  }

  private static JsonSequence lines(Response response) throws IOException {
    if (response.code() >= 400) {
      throw HttpCalls.refusal(response);
    }
    return JsonTrees.KIND.sequence(response.body().byteStream());
  }
}
