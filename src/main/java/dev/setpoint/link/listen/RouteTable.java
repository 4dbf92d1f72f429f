package dev.setpoint.link.listen;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes of the port by method and path, exactly as they come over the wire. */
final class RouteTable {
  /** Where agents open their connection. */
  static final String LINK = "GET /agent/v1/link";

  private final Map<String, FleetRoute> routes = new HashMap<>();

  RouteTable(List<FleetRoute> routes) {
    for (var route : routes) {
      var key = key(route.method(), route.path());
      if (key.equals(LINK) || this.routes.put(key, route) != null) {
        throw new IllegalArgumentException("two routes for " + key);
      }
    }
  }

  static String key(String method, String uri) {
    return method + " " + uri;
  }

  @Nullable FleetRoute find(String key) {
    return routes.get(key);
  }
}
