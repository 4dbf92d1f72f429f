package dev.setpoint.target.docker.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.json.JsonTrees;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineEvent;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.EngineInfo;
import dev.setpoint.target.docker.api.EngineJson;
import dev.setpoint.target.docker.api.EngineLimits;
import dev.setpoint.target.docker.api.Inspection;
import dev.setpoint.target.docker.api.PathStat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * An engine behind its HTTP API. The version of the API is negotiated with the first call and again
 * after the engine could not be reached, since it may have been upgraded in between.
 */
public final class HttpEngine implements Engine {
  private static final String STAT_HEADER = "X-Docker-Container-Path-Stat";

  private static final RegistryLogins LOGINS = RegistryLogins.usual(System.getenv());
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  private final HttpCalls calls;
  private final HttpStreams streams;
  private final Libpod libpod;
  private final Negotiation negotiation;
  private final EngineLimits limits;
  private final InstantSource clock;
  private volatile @Nullable String defaultNetwork;
  private volatile @Nullable Set<String> ownCapabilities;

  /** The engine at an address; nothing is asked yet. */
  public HttpEngine(EngineAddress address, EngineLimits limits) {
    this(address, limits, InstantSource.system());
  }

  /** The engine at an address, with a clock for where its events are taken up. */
  public HttpEngine(EngineAddress address, EngineLimits limits, InstantSource clock) {
    this.clock = clock;
    this.calls = new HttpCalls(address, limits);
    this.streams = new HttpStreams(calls, limits);
    this.libpod = new Libpod(calls, this::send, limits);
    this.negotiation = new Negotiation(calls, limits);
    this.limits = limits;
  }

  @Override
  public EngineInfo info() {
    return negotiation.asked();
  }

  @Override
  public String defaultNetwork() {
    String known = defaultNetwork;
    if (known == null) {
      known =
          isPodman()
              ? libpod.networkOf(get("/networks/bridge", Map.of()).path("Id").asText())
              : "bridge";
      defaultNetwork = known;
    }
    return known;
  }

  @Override
  public Optional<Boolean> runHealthCheck(String id) {
    return isPodman() ? Optional.of(libpod.isHealthy(part(id))) : Optional.empty();
  }

  @Override
  public Set<String> ownCapabilities() {
    Set<String> known = ownCapabilities;
    if (known == null) {
      known = isPodman() ? libpod.capabilities() : Set.of();
      ownCapabilities = known;
    }
    return known;
  }

  private boolean isPodman() {
    return negotiation.agreed().product() == EngineInfo.Product.PODMAN;
  }

  @Override
  public int containerCount() {
    return get("/info", Map.of()).path("Containers").asInt();
  }

  @Override
  public List<ContainerSummary> containers() {
    return elements(get("/containers/json", Map.of("all", "true"))).stream()
        .map(ContainerSummary::of)
        .toList();
  }

  @Override
  public JsonNode container(String id) {
    return get("/containers/" + part(id) + "/json", Map.of());
  }

  @Override
  public Inspection inspection(String id) {
    var request = versioned("/containers/" + part(id) + "/json", Map.of()).get();
    return Inspection.of(send(request, limits.call()));
  }

  @Override
  public String create(String name, JsonNode body) {
    return post("/containers/create", Map.of("name", name), body).path("Id").asText();
  }

  @Override
  public void start(String id) {
    send(container(id, "/start", Map.of()).post(HttpCalls.nothing()), limits.slowCall());
  }

  @Override
  public void stop(String id, Duration grace) {
    var query = Map.of("t", Long.toString(grace.toSeconds()));
    Duration within = limits.slowCall().plus(grace);
    send(container(id, "/stop", query).post(HttpCalls.nothing()), within);
  }

  @Override
  public void unpause(String id) {
    send(container(id, "/unpause", Map.of()).post(HttpCalls.nothing()), limits.slowCall());
  }

  @Override
  public void kill(String id, String signal) {
    var query = Map.of("signal", signal);
    send(container(id, "/kill", query).post(HttpCalls.nothing()), limits.slowCall());
  }

  @Override
  public void rename(String id, String name) {
    var query = Map.of("name", name);
    send(container(id, "/rename", query).post(HttpCalls.nothing()), limits.slowCall());
  }

  @Override
  public void remove(String id) {
    send(container(id, "", Map.of("force", "true")).delete(), limits.slowCall());
  }

  @Override
  public void update(String id, JsonNode body) {
    if (isPodman()) {
      libpod.update(part(id), body);
      return;
    }
    post("/containers/" + part(id) + "/update", Map.of(), body);
  }

  @Override
  public String logs(String id, int lines) {
    var query = Map.of("stdout", "true", "stderr", "true", "tail", Integer.toString(lines));
    Request.Builder request = container(id, "/logs", query).get();
    return LogFrames.text(calls.bytes(request, limits.call(), limits.logBytes()));
  }

  @Override
  public Optional<PathStat> stat(String id, String path) {
    Request.Builder request = container(id, "/archive", Map.of("path", path)).head();
    Response response = calls.head(request, limits.call());
    if (response.code() == 404) {
      return Optional.empty();
    }
    String header = response.header(STAT_HEADER);
    if (response.code() != 200 || header == null) {
      throw new EngineException(
          EngineException.Kind.REFUSED,
          response.code(),
          "it does not tell about " + path + " (HTTP " + response.code() + ")");
    }
    return Optional.of(PathStat.of(EngineJson.parse(Base64.getDecoder().decode(header))));
  }

  @Override
  public Optional<byte[]> getArchive(String id, String path) {
    Request.Builder request = container(id, "/archive", Map.of("path", path)).get();
    return found(() -> calls.bytes(request, limits.slowCall(), limits.archiveBytes()));
  }

  @Override
  public void putArchive(String id, String directory, byte[] tar) {
    var query = Map.of("path", directory);
    send(container(id, "/archive", query).put(HttpCalls.tar(tar)), limits.slowCall());
  }

  @Override
  public Optional<JsonNode> image(String reference) {
    return found(() -> get("/images/" + path(reference) + "/json", Map.of()));
  }

  @Override
  public void pull(String reference, Consumer<String> progress) {
    int at = reference.indexOf('@');
    int colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
    int cut = at >= 0 ? at : colon;
    var query =
        cut < 0
            ? Map.of("fromImage", reference, "tag", "latest")
            : Map.of("fromImage", reference.substring(0, cut), "tag", reference.substring(cut + 1));
    Request.Builder request = versioned("/images/create", query);
    LOGINS.header(reference).ifPresent(login -> request.header("X-Registry-Auth", login));
    streams.pull(request.post(HttpCalls.nothing()), progress);
  }

  @Override
  public List<JsonNode> networks() {
    return elements(get("/networks", Map.of()));
  }

  @Override
  public String createNetwork(JsonNode body) {
    return post("/networks/create", Map.of(), body).path("Id").asText();
  }

  @Override
  public void removeNetwork(String id) {
    send(versioned("/networks/" + part(id), Map.of()).delete(), limits.slowCall());
  }

  @Override
  public void connect(String network, JsonNode body) {
    Request.Builder request = versioned("/networks/" + part(network) + "/connect", Map.of());
    send(request.post(HttpCalls.json(body)), limits.slowCall());
  }

  @Override
  public void disconnect(String network, String container) {
    JsonNode body = JsonTrees.object().put("Container", container).put("Force", true);
    Request.Builder request = versioned("/networks/" + part(network) + "/disconnect", Map.of());
    send(request.post(HttpCalls.json(body)), limits.slowCall());
  }

  @Override
  public List<JsonNode> volumes() {
    return elements(get("/volumes", Map.of()).path("Volumes"));
  }

  @Override
  public void createVolume(JsonNode body) {
    post("/volumes/create", Map.of(), body);
  }

  @Override
  public void removeVolume(String name) {
    send(versioned("/volumes/" + part(name), Map.of()).delete(), limits.slowCall());
  }

  @Override
  public void events(Consumer<AutoCloseable> opened, Consumer<EngineEvent> sink) {
    info();
    // Nobody says from when on the engine listens: what happens meanwhile comes from its memory.
    long since = clock.instant().minus(OVERLAP).getEpochSecond();
    var query = Map.of("since", Long.toString(since));
    streams.events(versioned("/events", query).get(), opened, sink);
  }

  @Override
  public void close() {
    calls.close();
  }

  private Request.Builder versioned(String path, Map<String, String> query) {
    return calls.request("/v" + negotiation.agreed().api() + path, query);
  }

  private Request.Builder container(String id, String action, Map<String, String> query) {
    return versioned("/containers/" + part(id) + action, query);
  }

  private JsonNode get(String path, Map<String, String> query) {
    return answer(versioned(path, query).get(), limits.call());
  }

  private JsonNode post(String path, Map<String, String> query, JsonNode body) {
    return answer(versioned(path, query).post(HttpCalls.json(body)), limits.slowCall());
  }

  private JsonNode answer(Request.Builder request, Duration within) {
    return EngineJson.parse(send(request, within));
  }

  private byte[] send(Request.Builder request, Duration within) {
    try {
      return calls.bytes(request, within, limits.answerBytes());
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.UNREACHABLE) {
        negotiation.forget();
      }
      throw e;
    }
  }

  private static <T> Optional<T> found(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Image references keep their slashes in a path. */
  private static String path(String reference) {
    return part(reference).replace("%2F", "/");
  }
}
