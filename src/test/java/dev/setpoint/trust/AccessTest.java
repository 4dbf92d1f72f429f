package dev.setpoint.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.setpoint.access.AgentsShow;
import dev.setpoint.access.PeopleShow;
import dev.setpoint.fixture.Golden;
import dev.setpoint.trust.Access.Route;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route times every kind of identity. */
class AccessTest {
  private static final Map<String, Identity> IDENTITIES = identities();
  private static final List<Class<? extends Annotation>> METHODS =
      List.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class);

  private static Map<String, Identity> identities() {
    Map<String, Identity> all = new LinkedHashMap<>();
    all.put("nobody", new Identity.Nobody());
    all.put("agent", new Identity.Agent("web1"));
    for (Role role : Role.values()) {
      all.put(role.word(), new Identity.Person("ada", role));
    }
    return all;
  }

  /** Cases T1, T11: the table, all of it, is what the documentation says. */
  @Test
  void theDocumentationShowsEveryRouteTimesEveryIdentity() {
    String page =
        """
        # Who may ask what

        Every route of both ports times every kind of identity, written by `AccessTest`; run it with `-Dgolden=update`
        after a change of `Access`. A route that is not here does not exist for anybody. `RoutesTest` asks the packaged
        program every route with everything that can be shown, and compares.

        Each refusal says in JSON what failed and what to do: `error`, `message`, `remedy`.

        ## The API for people (loopback, port 7437)

        """
            + table(Access.PEOPLE)
            + """

            A request without the name of this machine's loopback in `Host` is refused before anything else, 403.

            """
            + PeopleShow.table()
            + """

            ## The port for agents (TLS 1.3, port 7438)

            """
            + table(Access.FLEET)
            + """

            """
            + AgentsShow.table();
    Golden.checkFile(java.nio.file.Path.of("docs/reference/access.md"), page);
  }

  private static String table(Access access) {
    String head = "| route | " + String.join(" | ", IDENTITIES.keySet()) + " |\n";
    String line = "|---".repeat(IDENTITIES.size() + 1) + "|\n";
    return head
        + line
        + access.routes().stream()
            .map(route -> "| `" + route.method() + " " + route.path() + "` | " + cells(route))
            .collect(Collectors.joining());
  }

  private static String cells(Route route) {
    return IDENTITIES.values().stream()
        .map(identity -> route.least().admits(identity) ? "yes" : "-")
        .collect(Collectors.joining(" | ", "", " |\n"));
  }

  @Test
  void everyRouteOfTheApiIsInTheTableAndTheOtherWayRound() {
    Set<String> served = new TreeSet<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.setpoint")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .forEach(type -> type.getMethods().forEach(method -> add(served, type, method)));
    assertThat(served)
        .as("routes that resources serve, against Access.PEOPLE: name each with its least role")
        .isEqualTo(
            Access.PEOPLE.routes().stream()
                .filter(route -> route.path().startsWith("/api/"))
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static void add(Set<String> served, JavaClass type, JavaMethod method) {
    String path =
        Stream.of(type.getAnnotationOfType(Path.class).value(), own(method))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("/"));
    METHODS.stream()
        .filter(method::isAnnotatedWith)
        .forEach(verb -> served.add(verb.getSimpleName() + " " + path));
  }

  private static String own(JavaMethod method) {
    return method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
  }

  /** Case T9: a path means itself, and nothing that a decoder could make of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/%73tatus",
        "/api/v1/%2573tatus",
        "/api/v1//status",
        "//api/v1/status",
        "/api/v1/status/",
        "/api/v1/status;x=1",
        "/api/v1;/status",
        "/api/v1/./status",
        "/api/v1/x/../status",
        "/api/v1/x/%2e%2e/status",
        "/API/v1/status",
        "/api/v1/Status",
        "/api/v1/explain/container/..",
        "/api/v1/explain/container/%2e%2e",
        "/api/v1/explain/container/a%2fb",
        "/api/v1/explain//web",
        "api/v1/status",
        "",
      })
  void noSpellingOfAPathIsAnotherPath(String path) {
    assertThat(Access.PEOPLE.find("GET", path)).isEmpty();
    assertThat(Access.FLEET.find("GET", path)).isEmpty();
  }

  @Test
  void aMethodIsPartOfARoute() {
    assertThat(Access.PEOPLE.find("GET", "/api/v1/suspend")).isEmpty();
    assertThat(Access.PEOPLE.find("get", "/api/v1/status")).isEmpty();
    assertThat(Access.PEOPLE.find("OPTIONS", "/api/v1/status")).isEmpty();
    assertThat(Access.PEOPLE.find("POST", "/api/v1/plan").map(Route::least))
        .contains(Access.Least.OPERATOR);
  }

  /** The first of two would win, whatever the second says. */
  @Test
  void noRouteIsNamedTwice() {
    for (Access access : List.of(Access.PEOPLE, Access.FLEET)) {
      assertThat(access.routes().stream().map(route -> route.method() + " " + route.path()))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void onePortHasNoRouteOfTheOther() {
    assertThat(Access.FLEET.routes()).noneMatch(route -> route.path().startsWith("/api/"));
    assertThat(Access.PEOPLE.routes())
        .noneMatch(
            route -> route.path().startsWith("/agent/") || route.path().startsWith("/join/"));
  }

  /** Case T12: nobody becomes somebody for lack of a role. */
  @Test
  void thereIsNoRoleByDefault() {
    for (String word : List.of("", " ", "ADMIN", "root", "viewer,admin", "null")) {
      assertThat(Role.of(word)).as(word).isEqualTo(Optional.empty());
    }
  }
}
