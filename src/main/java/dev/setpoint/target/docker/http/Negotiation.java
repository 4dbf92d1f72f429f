package dev.setpoint.target.docker.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.docker.api.ApiVersion;
import dev.setpoint.target.docker.api.EngineInfo;
import dev.setpoint.target.docker.api.EngineJson;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.wire.PlainText;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is and which version of its API is spoken with it. Its whole answer about its
 * version makes Docker start two programs each time, so once that is known the greeting of its
 * ping, which names product and version as well, tells whether it is still the same engine.
 */
final class Negotiation {
  private final HttpCalls calls;
  private final EngineLimits limits;
  private volatile @Nullable EngineInfo known;
  private volatile String greeted = "";

  Negotiation(HttpCalls calls, EngineLimits limits) {
    this.calls = calls;
    this.limits = limits;
  }

  /** What was agreed upon; asks when nothing is. */
  EngineInfo agreed() {
    EngineInfo agreed = known;
    return agreed == null ? anew() : agreed;
  }

  /** Asks in any case. */
  EngineInfo asked() {
    EngineInfo agreed = known;
    String greeting = greeting();
    boolean same = agreed != null && !greeting.isEmpty() && greeting.equals(greeted);
    if (same) {
      return Objects.requireNonNull(agreed);
    }
    EngineInfo now = anew();
    greeted = greeting;
    return now;
  }

  /** The engine could not be reached: another one may answer next. */
  void forget() {
    known = null;
  }

  private EngineInfo anew() {
    forget();
    var version = calls.request("/version", Map.of()).get();
    EngineInfo now =
        infoOf(EngineJson.parse(calls.bytes(version, limits.call(), limits.answerBytes())));
    known = now;
    return now;
  }

  /** Empty when it greets with nothing to go by. */
  private String greeting() {
    Response pong = calls.head(calls.request("/_ping", Map.of()).get(), limits.call());
    String server = pong.header("Server");
    String api = pong.header("Api-Version");
    return pong.code() != 200 || server == null || api == null ? "" : server + " " + api;
  }

  private static EngineInfo infoOf(JsonNode version) {
    boolean podman =
        StreamSupport.stream(version.path("Components").spliterator(), false)
            .anyMatch(part -> part.path("Name").asText().startsWith("Podman"));
    ApiVersion newest = ApiVersion.parse(version.path("ApiVersion").asText());
    ApiVersion oldest = ApiVersion.parse(version.path("MinAPIVersion").asText("1.24"));
    return new EngineInfo(
        podman ? EngineInfo.Product.PODMAN : EngineInfo.Product.DOCKER,
        PlainText.line(version.path("Version").asText(), 60),
        ApiVersion.negotiate(newest, oldest));
  }
}
