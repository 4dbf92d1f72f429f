package dev.setpoint.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.setpoint.access.AgentsShow.Becomes;
import dev.setpoint.access.ShownAgents.Shown;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.trust.Access;
import dev.setpoint.trust.Access.Route;
import dev.setpoint.trust.Identity;
import dev.setpoint.trust.join.JoinException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every route of both ports asked by every kind of identity, at the packaged program. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RoutesTest {
  private static final Set<String> NOT_LET_IN =
      Set.of(
          "TokenRefused",
          "RoleTooLow",
          "HostRefused",
          "NoSuchRoute",
          "CertificateNeeded",
          "NotAnAgent");
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "get", "Post");

  private final Map<PeopleShow, String> headers = new EnumMap<>(PeopleShow.class);
  private final List<String> secrets = new ArrayList<>();
  private RunningController controller;
  private ShownAgents agents;
  private AgentsPort port;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.NEVER) Path home) throws IOException, JoinException {
    controller = new RunningController(home);
    agents = new ShownAgents(controller, home);
    port = new AgentsPort(controller.fleetPort(), agents.trust());
    makeTokens();
    await().until(() -> controller.ask("GET", "/api/v1/status", expired(), "").status() == 401);
    // Two machines with one identity: the second says a number that was said before.
    port.greet(agents.get(AgentsShow.QUARANTINED), 7);
    port.greet(agents.get(AgentsShow.QUARANTINED), 7);
  }

  @AfterAll
  void stop() {
    controller.close();
  }

  private String header(PeopleShow show) {
    return Objects.requireNonNull(headers.get(show));
  }

  private String expired() {
    return header(PeopleShow.EXPIRED_TOKEN);
  }

  private void makeTokens() {
    String viewer = person("vera", "viewer");
    String revoked = person("rita", "admin");
    String id = revoked.split("\\.", -1)[1];
    controller.askAsOwner("/api/v1/tokens/revoke", "{\"name\":\"%s\"}".formatted(id));
    int secret = viewer.lastIndexOf('.') + 1;
    show(PeopleShow.NOTHING, "");
    show(PeopleShow.UNKNOWN_TOKEN, "spu1.%s.%s".formatted("0".repeat(16), "A".repeat(43)));
    show(PeopleShow.ANOTHER_SECRET, viewer.substring(0, secret) + "A".repeat(43));
    show(PeopleShow.REVOKED_TOKEN, revoked);
    show(PeopleShow.EXPIRED_TOKEN, made("{\"person\":\"eve\",\"role\":\"admin\",\"seconds\":1}"));
    show(PeopleShow.JOIN_TOKEN, made("{\"node\":\"next1\"}"));
    show(PeopleShow.VIEWER, viewer);
    show(PeopleShow.OPERATOR, person("otto", "operator"));
    show(PeopleShow.ADMIN, person("ada", "admin"));
    show(PeopleShow.OWNER, controller.token());
    headers.put(PeopleShow.NOTHING, "Accept: */*");
    headers.put(PeopleShow.OTHER_SCHEME, "Authorization: Basic " + controller.token());
  }

  private String person(String name, String role) {
    return made("{\"person\":\"%s\",\"role\":\"%s\"}".formatted(name, role));
  }

  private String made(String request) {
    return controller.askAsOwner("/api/v1/tokens", request).json().path("token").asText();
  }

  private void show(PeopleShow show, String token) {
    headers.put(show, "Authorization: Bearer " + token);
    if (!token.isEmpty()) {
      secrets.add(token.substring(token.lastIndexOf('.') + 1));
    }
  }

  private static String path(Route route) {
    return route
        .path()
        .replace("{kind}", "container")
        .replace("{name}", "web")
        .replace("{index}", "1");
  }

  private static String body(String method) {
    return method.equals("POST") ? "{}" : "";
  }

  @Test
  void thePeoplesPortAnswersWhomTheTableNames() {
    var soft = new SoftAssertions();
    for (Route route : Access.PEOPLE.routes()) {
      headers.forEach((show, header) -> {
        var answer = controller.ask(route.method(), path(route), header, body(route.method()));
        String what = route + " by " + show + ": " + answer.text();
        if (route.least().admits(show.identity())) {
          assertLetIn(soft, answer, what);
        } else if (show.identity() instanceof Identity.Nobody) {
          boolean ended = show == PeopleShow.EXPIRED_TOKEN;
          assertRefused(soft, answer, 401, ended ? "TokenExpired" : "TokenRefused", what);
        } else {
          assertRefused(soft, answer, 403, "RoleTooLow", what);
        }
      });
    }
    soft.assertAll();
  }

  private static void assertLetIn(SoftAssertions soft, Answer answer, String what) {
    soft.assertThat(answer.status()).as(what).isPositive().isNotIn(401, 405, 500, 501);
    soft.assertThat(NOT_LET_IN).as(what).doesNotContain(answer.error());
  }

  /** Which word, what to do about it, and nothing that somebody else could use. */
  private void assertRefused(
      SoftAssertions soft, Answer answer, int status, String error, String what) {
    soft.assertThat(answer.status()).as(what).isEqualTo(status);
    soft.assertThat(answer.error()).as(what).isEqualTo(error);
    soft.assertThat(answer.remedy()).as(what).isNotBlank();
    soft.assertThat(answer.text()).as(what).doesNotContain(secrets);
  }

  @Test
  void thePeoplesPortHasNoOtherMethodsAndRoutes() {
    var soft = new SoftAssertions();
    var asked = new ArrayList<Route>();
    for (Route route : Access.PEOPLE.routes()) {
      METHODS.forEach(method -> asked.add(new Route(method, path(route), route.least())));
    }
    for (String path : unknownPaths()) {
      METHODS.forEach(method -> asked.add(new Route(method, path, Access.Least.ADMIN)));
    }
    asked.removeIf(route -> Access.PEOPLE.find(route.method(), route.path()).isPresent());
    for (Route route : asked) {
      ask(soft, route, PeopleShow.OWNER, 404, "NoSuchRoute");
      boolean api = route.path().startsWith("/api/");
      ask(soft, route, PeopleShow.NOTHING, api ? 401 : 404, api ? "TokenRefused" : "NoSuchRoute");
    }
    soft.assertAll();
  }

  private void ask(SoftAssertions soft, Route route, PeopleShow show, int status, String error) {
    var answer = controller.ask(route.method(), route.path(), header(show), "");
    assertRefused(soft, answer, status, error, route + " by " + show + ": " + answer.text());
  }

  private static List<String> unknownPaths() {
    var paths = new ArrayList<>(List.of("/", "/api", "/api/v1", "/api/v2/status", "/q", "/q/dev"));
    paths.addAll(List.of("/q/openapi", "/q/swagger-ui", "/q/arc", "/q/info", "/q/metrics/x"));
    paths.addAll(List.of("/favicon.ico", "/index.html", "/META-INF/x", "/api/v1/%73tatus"));
    paths.addAll(List.of("//api/v1/status", "/api/v1//status", "/api/v1/x/../status"));
    Access.FLEET.routes().forEach(route -> paths.add(route.path()));
    return paths;
  }

  @Test
  void theAgentsPortAnswersWhomTheTableNames() {
    var soft = new SoftAssertions();
    for (AgentsShow show : AgentsShow.values()) {
      for (String header : headersOf(show)) {
        Access.FLEET
            .routes()
            .forEach(route -> {
              var answer = ask(agents.get(show), route, header);
              assertAnswer(soft, show, route, answer);
            });
      }
    }
    soft.assertAll();
  }

  private List<String> headersOf(AgentsShow show) {
    return show == AgentsShow.PEOPLES_TOKENS
        ? List.of(
            headers.get(PeopleShow.VIEWER),
            headers.get(PeopleShow.OPERATOR),
            headers.get(PeopleShow.ADMIN),
            headers.get(PeopleShow.OWNER))
        : List.of("Accept: */*");
  }

  private Answer ask(Shown shown, Route route, String header) {
    return route.path().equals("/agent/v1/link")
        ? port.askForLink(shown)
        : port.ask(shown, route.method(), route.path(), header, body(route.method()));
  }

  private void assertAnswer(SoftAssertions soft, AgentsShow show, Route route, Answer answer) {
    String what = route + " by " + show + ": " + answer.text();
    boolean open = route.least() == Access.Least.ANYONE;
    boolean link = route.path().equals("/agent/v1/link");
    switch (show.becomes()) {
      case NO_CONNECTION -> soft.assertThat(answer.status()).as(what).isZero();
      case AGENT, AGENT_BY_ITS_NAME -> assertLetIn(soft, answer, what);
      case NOBODY -> {
        if (open) {
          assertLetIn(soft, answer, what);
        } else {
          assertRefused(soft, answer, 403, "CertificateNeeded", what);
        }
      }
      case SHUT_OUT -> {
        if (open || link) {
          assertLetIn(soft, answer, what);
        } else {
          assertRefused(soft, answer, 403, "NotAnAgent", what);
        }
      }
    }
  }

  @Test
  void theLinkGreetsAgentsAndSaysWhyOthersMustGo() throws IOException {
    for (AgentsShow show : AgentsShow.values()) {
      if (show.becomes() != Becomes.NO_CONNECTION) {
        var heard = port.greet(agents.get(show), 9);
        switch (show.becomes()) {
          case AGENT ->
              assertThat(heard.orElseThrow()).isInstanceOf(ControllerMessage.Welcome.class);
          case SHUT_OUT, AGENT_BY_ITS_NAME -> assertFarewell(show, heard.orElseThrow());
          case NOBODY, NO_CONNECTION -> assertThat(heard).as(show.name()).isEmpty();
        }
      }
    }
  }

  private void assertFarewell(AgentsShow show, ControllerMessage heard) {
    assertThat(heard).as(show.name()).isInstanceOf(ControllerMessage.Farewell.class);
    if (heard instanceof ControllerMessage.Farewell(var reason, var message, var _)) {
      assertThat(reason)
          .isEqualTo(show.becomes() == Becomes.AGENT_BY_ITS_NAME ? "ForeignNode" : "Barred");
      assertThat(message).isNotBlank().doesNotContain(secrets);
    }
  }

  @Test
  void theAgentsPortHasNoOtherMethodsAndRoutes() {
    var soft = new SoftAssertions();
    var asked = new ArrayList<Route>();
    for (Route route : Access.FLEET.routes()) {
      METHODS.forEach(method -> asked.add(new Route(method, route.path(), route.least())));
    }
    var foreign = new ArrayList<>(List.of("/", "/join/v1/enrol/", "/join/v1/enro%6c", "/agent/v1"));
    Access.PEOPLE.routes().forEach(route -> foreign.add(path(route)));
    foreign.forEach(path -> asked.add(new Route("GET", path, Access.Least.AGENT)));
    foreign.forEach(path -> asked.add(new Route("POST", path, Access.Least.AGENT)));
    asked.removeIf(route -> Access.FLEET.find(route.method(), route.path()).isPresent());
    for (Route route : asked) {
      // As much as anybody can show at once: an agent's certificate and an admin's token.
      String header = header(PeopleShow.OWNER);
      var answer = port.ask(agents.get(AgentsShow.AGENT), route.method(), route.path(), header, "");
      assertRefused(soft, answer, 404, "NoSuchRoute", route + ": " + answer.text());
    }
    soft.assertAll();
  }
}
