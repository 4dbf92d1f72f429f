package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.docker.fields.HealthCommand;
import dev.setpoint.target.draft.Sketch;
import dev.setpoint.target.wire.SecretWords;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When a container starts, is healthy and is done, and where its output goes. */
final class LifecycleDraft {
  private static final Set<String> USUAL_DRIVERS =
      Set.of("", "json-file", "journald", "k8s-file", "passthrough");

  private final LiveView view;
  private final Sketch sketch;

  private LifecycleDraft(LiveView view, Sketch sketch) {
    this.view = view;
    this.sketch = sketch;
  }

  static void write(LiveView view, Sketch sketch) {
    var draft = new LifecycleDraft(view, sketch);
    if (!view.inspect().path("State").path("Running").asBoolean()) {
      sketch.text("state", "stopped");
    }
    draft.restart();
    draft.health();
    draft.logging();
  }

  private void restart() {
    JsonNode policy = view.host().path("RestartPolicy");
    String name = policy.path("Name").asText();
    int retries = policy.path("MaximumRetryCount").asInt();
    if (!name.isEmpty() && !name.equals("no")) {
      boolean isLimited = name.equals("on-failure") && retries > 0;
      sketch.text("restart", isLimited ? name + ":" + retries : name);
    }
  }

  private void health() {
    JsonNode own = view.config().path("Healthcheck");
    if (own.isMissingNode() || own.isNull() || same(own, view.imageConfig().path("Healthcheck"))) {
      return;
    }
    List<String> test = LiveView.words(own.path("Test"));
    ObjectNode health = Sketch.NODES.objectNode();
    if (!test.isEmpty() && test.getFirst().equals("NONE")) {
      sketch.put("health", health.put("disabled", true));
      return;
    }
    if (SecretWords.inCommand(test)) {
      sketch.lost("its health check, a word of which sounds like a secret");
      return;
    }
    if (test.size() > 1) {
      health.set("command", Sketch.array(HealthCommand.of(view.config())));
    }
    time(health, "interval", own.path("Interval").asLong());
    time(health, "timeout", own.path("Timeout").asLong());
    if (own.path("Retries").asInt() > 0) {
      health.put("retries", own.path("Retries").asInt());
    }
    time(health, "startPeriod", own.path("StartPeriod").asLong());
    if (own.path("StartInterval").asLong() > 0) {
      sketch.lost("the start interval of its health check");
    }
    sketch.put("health", health);
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return LiveView.words(one.path("Test")).equals(LiveView.words(other.path("Test")))
        && List.of("Interval", "Timeout", "Retries", "StartPeriod").stream()
            .allMatch(key -> one.path(key).asLong() == other.path(key).asLong());
  }

  private static void time(ObjectNode health, String key, long nanos) {
    if (nanos >= 1_000_000) {
      health.put(key, Spelling.time(nanos));
    }
  }

  private void logging() {
    JsonNode config = view.host().path("LogConfig");
    String driver = config.path("Type").asText();
    Map<String, String> options =
        view.isPodman() ? Map.of() : LiveView.texts(config.path("Config"));
    if (USUAL_DRIVERS.contains(driver) && options.isEmpty()) {
      return;
    }
    ObjectNode logging = Sketch.NODES.objectNode().put("driver", driver);
    var plain = Labels.options(options, sketch);
    if (!plain.isEmpty()) {
      logging.set("options", Sketch.object(plain));
    }
    sketch.put("logging", logging);
  }
}
