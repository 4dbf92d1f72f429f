package dev.setpoint.api.fleet;

import dev.setpoint.api.ApiRefusal;
import dev.setpoint.controller.nodes.FleetQuery;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads which nodes are asked for. */
public final class NodeQuery {
  /** Nodes of one page when nobody says otherwise. */
  public static final int DEFAULT_LIMIT = 500;

  private static final int MOST = 1000;

  private NodeQuery() {}

  /**
   * From the parameters of a request.
   *
   * @param labels as {@code k=v,k=v}
   */
  public static FleetQuery of(
      @Nullable String node,
      @Nullable String labels,
      @Nullable String after,
      @Nullable Integer limit) {
    int most = limit == null ? DEFAULT_LIMIT : limit;
    if (most < 1 || most > MOST) {
      throw ApiRefusal.badRequest(
          "BadPage",
          "'limit' must be a number from 1 to " + MOST + ".",
          "Take 'after' from 'next' of the page before.");
    }
    return new FleetQuery(
        node == null ? "" : node, labels(labels), after == null ? "" : after, most);
  }

  private static Map<String, String> labels(@Nullable String text) {
    var labels = new HashMap<String, String>();
    if (text == null || text.isBlank()) {
      return labels;
    }
    for (var part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw ApiRefusal.badRequest(
            "BadSelector",
            "'" + part + "' does not select by a label.",
            "Write KEY=VALUE, several with commas between them.");
      }
      labels.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return labels;
  }
}
