package dev.setpoint.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one table of who may ask what. A route that is not in it does not exist for anybody. Paths
 * are compared as they came over the wire, so no spelling of a path means another one.
 */
public final class Access {
  /** A name in a path; an escaped character is not one. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,252}");

  /** Routes of the API for people, on loopback. */
  public static final Access PEOPLE =
      new Access(
          route("GET", "/api/v1/status", Least.VIEWER),
          route("GET", "/api/v1/drift", Least.VIEWER),
          route("GET", "/api/v1/explain/{kind}/{name}", Least.VIEWER),
          route("GET", "/api/v1/history/{kind}/{name}", Least.VIEWER),
          route("GET", "/api/v1/explain/{kind}", Least.VIEWER),
          route("GET", "/api/v1/history/{kind}", Least.VIEWER),
          route("GET", "/api/v1/audit", Least.VIEWER),
          route("GET", "/api/v1/audit/{index}", Least.VIEWER),
          route("GET", "/api/v1/events", Least.VIEWER),
          route("GET", "/api/v1/plan", Least.VIEWER),
          route("POST", "/api/v1/plan", Least.OPERATOR),
          route("POST", "/api/v1/suspend", Least.OPERATOR),
          route("POST", "/api/v1/resume", Least.OPERATOR),
          route("GET", "/api/v1/nodes", Least.VIEWER),
          route("POST", "/api/v1/approve", Least.OPERATOR),
          route("POST", "/api/v1/rollback", Least.OPERATOR),
          route("POST", "/api/v1/reset", Least.ADMIN),
          route("POST", "/api/v1/sync", Least.OPERATOR),
          route("POST", "/api/v1/source/accept", Least.ADMIN),
          route("GET", "/api/v1/tokens", Least.ADMIN),
          route("POST", "/api/v1/tokens", Least.ADMIN),
          route("POST", "/api/v1/tokens/revoke", Least.ADMIN),
          route("POST", "/api/v1/nodes/revoke", Least.ADMIN),
          route("POST", "/api/v1/nodes/release", Least.ADMIN),
          route("GET", "/q/health", Least.ANYONE),
          route("GET", "/q/health/live", Least.ANYONE),
          route("GET", "/q/health/ready", Least.ANYONE),
          route("GET", "/q/health/started", Least.ANYONE),
          route("GET", "/q/metrics", Least.ANYONE));

  /** Routes of the port for agents. */
  public static final Access FLEET =
      new Access(
          route("GET", "/join/v1/ca.pem", Least.ANYONE),
          route("GET", "/join/v1/install.sh", Least.ANYONE),
          route("GET", "/join/v1/agent.tar.gz", Least.ANYONE),
          route("GET", "/join/v1/nonce", Least.ANYONE),
          route("POST", "/join/v1/enrol", Least.ANYONE),
          route("POST", "/join/v1/renew", Least.ANYONE),
          route("POST", "/agent/v1/renew", Least.AGENT),
          route("GET", "/agent/v1/link", Least.AGENT));

  private final List<Route> routes;

  private Access(Route... routes) {
    this.routes = List.of(routes);
  }

  /** The least that an identity must be. */
  public enum Least {
    ANYONE,
    AGENT,
    VIEWER,
    OPERATOR,
    ADMIN;

    /** Whether this identity is as much. An agent is no person, and a person no agent. */
    public boolean admits(Identity identity) {
      return switch (this) {
        case ANYONE -> true;
        case AGENT -> identity instanceof Identity.Agent;
        case VIEWER -> isAtLeast(identity, Role.VIEWER);
        case OPERATOR -> isAtLeast(identity, Role.OPERATOR);
        case ADMIN -> isAtLeast(identity, Role.ADMIN);
      };
    }

    private static boolean isAtLeast(Identity identity, Role least) {
      return identity instanceof Identity.Person(_, Role role) && role.compareTo(least) >= 0;
    }
  }

  /**
   * A route.
   *
   * @param path with {@code {braces}} where a name stands
   */
  public record Route(String method, String path, Least least) {
    private boolean matches(String asked, List<String> parts) {
      List<String> own = parts(path);
      if (!method.equals(asked) || own.size() != parts.size()) {
        return false;
      }
      for (int i = 0; i < own.size(); i++) {
        boolean fits =
            own.get(i).startsWith("{")
                ? NAME.matcher(parts.get(i)).matches()
                : own.get(i).equals(parts.get(i));
        if (!fits) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * The route of a request.
   *
   * @param path as it came, not decoded and not made simpler, without the query
   */
  public Optional<Route> find(String method, String path) {
    List<String> parts = parts(path);
    return routes.stream().filter(route -> route.matches(method, parts)).findFirst();
  }

  /** All of them. */
  public List<Route> routes() {
    return routes;
  }

  private static Route route(String method, String path, Least least) {
    return new Route(method, path, least);
  }

  private static List<String> parts(String path) {
    var parts = new ArrayList<String>();
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      parts.add(path.substring(from, slash));
      from = slash + 1;
    }
    parts.add(path.substring(from));
    return parts;
  }
}
