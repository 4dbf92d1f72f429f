package dev.setpoint.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.setpoint.api.fleet.NodesResource;
import dev.setpoint.api.fleet.WishResource;
import dev.setpoint.api.identity.IdentityResource;
import dev.setpoint.api.wire.AcceptRequest;
import dev.setpoint.api.wire.ApiAccess;
import dev.setpoint.api.wire.IdentityRequest;
import dev.setpoint.api.wire.PlanRequest;
import dev.setpoint.api.wire.SuspendRequest;
import dev.setpoint.api.wire.TokenRequest;
import dev.setpoint.api.wire.WireJson;
import dev.setpoint.api.wire.fleet.ApproveRequest;
import dev.setpoint.api.wire.fleet.WishRequest;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.controller.Control;
import dev.setpoint.trust.CountingRandom;
import dev.setpoint.trust.InMemoryNodes;
import dev.setpoint.trust.InMemoryTokens;
import dev.setpoint.trust.JoinAddress;
import dev.setpoint.trust.NoLinks;
import dev.setpoint.trust.People;
import dev.setpoint.trust.PersonToken;
import dev.setpoint.trust.Role;
import dev.setpoint.trust.TrustDesk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The API without the framework: the real admission, resources, views and JSON behind the JDK's own
 * server, on the files of a data directory.
 */
public final class FakeApi implements AutoCloseable {
  private final HttpServer server;
  private final ObjectMapper json = WireJson.mapper();
  private final Control control;
  private final AuditLog log;
  private final Admission admission;
  private final InMemoryTokens tokens = new InMemoryTokens(InstantSource.fixed(Worlds.NOW));
  private final InMemoryNodes nodes = new InMemoryNodes();
  private final IdentityResource identities;

  /** An API over a world, announced in the data directory. */
  public FakeApi(ControlledWorld world, Path dataDirectory) throws IOException {
    this(new FakeControl(world), new FakeAuditLog(world.entries()), dataDirectory);
  }

  /** An API over any controller, announced in the data directory. */
  public FakeApi(Control control, AuditLog log, Path dataDirectory) throws IOException {
    this.control = control;
    this.log = log;
    var access = new ApiAccess(dataDirectory);
    admission = new Admission(new People(access.tokenOrNew(new SecureRandom()), tokens));
    identities =
        new IdentityResource(
            new TrustDesk(
                Optional.of(
                    new TrustDesk.Reception(
                        JoinAddress.of("setpoint.example", 7438), "ab".repeat(32))),
                tokens,
                nodes,
                new NoLinks(),
                InstantSource.fixed(Worlds.NOW),
                new CountingRandom()),
            () -> People.OWNER);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
    access.announce(server.getAddress().getPort());
  }

  /** A new token of a person. */
  public PersonToken admit(String name, Role role) {
    var token = PersonToken.make(new SecureRandom());
    tokens.addPerson(token, name, role, null, "ada");
    return token;
  }

  /** Where it answers. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The controller behind it. */
  public FakeControl control() {
    return (FakeControl) control;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var request =
        new Admission.Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            headers.getFirst("Host"),
            headers.getFirst("Authorization"),
            headers.getFirst("Content-Length"));
    if (admission.decide(request) instanceof Admission.Refusal refusal) {
      send(exchange, refusal.status(), refusal.view());
      return;
    }
    try {
      Object answer = answer(exchange);
      send(exchange, answer == null ? 204 : 200, answer);
    } catch (ApiRefusal e) {
      send(exchange, e.status(), e.view());
    }
  }

  private @Nullable Object answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/api/v1/".length());
    String[] parts = path.split("/", -1);
    var query = query(exchange.getRequestURI().getRawQuery());
    var audit = new AuditResource(log);
    return switch (parts[0]) {
      case "status" ->
          new StatusResource(control)
              .status(query.get("node"), query.get("l"), query.get("after"), limit(query));
      case "drift" ->
          new StatusResource(control)
              .drift(query.get("node"), query.get("l"), query.get("after"), limit(query));
      case "nodes" ->
          parts.length == 2
              ? identity(exchange, path)
              : new NodesResource(control, () -> People.OWNER)
                  .nodes(query.get("node"), query.get("l"), query.get("after"), limit(query));
      case "rollback" ->
          new WishResource(control, () -> People.OWNER).rollback(body(exchange, WishRequest.class));
      case "reset" ->
          new WishResource(control, () -> People.OWNER).reset(body(exchange, WishRequest.class));
      case "approve" ->
          new NodesResource(control, () -> People.OWNER)
              .approve(body(exchange, ApproveRequest.class));
      case "explain" -> explain(parts, query);
      case "history" -> audit.history(parts[1], parts[2], before(query), limit(query));
      case "audit" ->
          parts.length == 2
              ? audit.show(Long.parseLong(parts[1]))
              : audit.list(query.get("resource"), query.get("since"), before(query), limit(query));
      case "plan" -> plan(exchange, query);
      case "suspend" ->
          new ActionResource(control, () -> People.OWNER)
              .suspend(body(exchange, SuspendRequest.class));
      case "resume" ->
          new ActionResource(control, () -> People.OWNER)
              .resume(body(exchange, SuspendRequest.class));
      case "source" -> accept(exchange);
      case "sync" -> sync();
      case "tokens" -> identity(exchange, path);
      default -> throw new IllegalArgumentException(path);
    };
  }

  private Object explain(String[] parts, Map<String, String> query) {
    return new ExplainResource(control)
        .explain(
            parts[1],
            parts[2],
            query.get("node"),
            query.get("l"),
            query.get("after"),
            limit(query));
  }

  private Object plan(HttpExchange exchange, Map<String, String> query) throws IOException {
    var plans = new PlanResource(control);
    return exchange.getRequestMethod().equals("GET")
        ? plans.plan(query.get("node"), query.get("l"), query.get("after"), limit(query))
        : plans.planOf(
            body(exchange, PlanRequest.class),
            query.get("node"),
            query.get("l"),
            query.get("after"),
            limit(query));
  }

  private Object identity(HttpExchange exchange, String path) throws IOException {
    return switch (exchange.getRequestMethod() + " " + path) {
      case "GET tokens" -> identities.tokens();
      case "POST tokens" -> identities.create(body(exchange, TokenRequest.class));
      case "POST tokens/revoke" -> identities.revokeToken(body(exchange, IdentityRequest.class));
      case "POST nodes/revoke" -> identities.revokeNode(body(exchange, IdentityRequest.class));
      case "POST nodes/release" -> identities.release(body(exchange, IdentityRequest.class));
      default -> throw new IllegalArgumentException(path);
    };
  }

  private @Nullable Object accept(HttpExchange exchange) throws IOException {
    new ActionResource(control, () -> People.OWNER).accept(body(exchange, AcceptRequest.class));
    return null;
  }

  private @Nullable Object sync() {
    new ActionResource(control, () -> People.OWNER).sync();
    return null;
  }

  private <T> T body(HttpExchange exchange, Class<T> type) throws IOException {
    return json.readValue(exchange.getRequestBody(), type);
  }

  private static Map<String, String> query(@Nullable String raw) {
    var query = new HashMap<String, String>();
    if (raw != null) {
      Arrays.stream(raw.split("&", -1))
          .map(pair -> pair.split("=", 2))
          .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
    return query;
  }

  private static @Nullable Long before(Map<String, String> query) {
    return query.containsKey("before") ? Long.valueOf(query.get("before")) : null;
  }

  private static @Nullable Integer limit(Map<String, String> query) {
    return query.containsKey("limit") ? Integer.valueOf(query.get("limit")) : null;
  }

  private void send(HttpExchange exchange, int status, @Nullable Object view) throws IOException {
    byte[] body = view == null ? new byte[0] : json.writeValueAsBytes(view);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (var stream = exchange.getResponseBody()) {
      stream.write(body);
    }
  }
}
