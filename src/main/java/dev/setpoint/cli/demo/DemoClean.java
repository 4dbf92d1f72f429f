package dev.setpoint.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.cli.client.ApiClient;
import dev.setpoint.cli.demo.DemoPorts.FoundEngine;
import dev.setpoint.cli.session.CliFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/** Removes all that the demo made, and says what it removed. */
record DemoClean(DemoPorts ports, DemoOptions options, Map<String, String> env, PrintStream out) {

  /** Whether everything could be removed. */
  boolean run() throws IOException {
    refuseWhileRunning();
    if (!Files.exists(options.mark())) {
      out.println("There is no demo in " + options.data() + ", so nothing was removed.");
      return true;
    }
    Optional<String> label = ports.owner().label(options.data());
    boolean whole = true;
    for (FoundEngine engine : ports.engines().find(env)) {
      whole &= clean(engine, label);
    }
    if (!whole) {
      out.println("Kept " + options.data() + ", so that '--clean' can be run again.");
      return false;
    }
    sayWhatStays();
    new DemoDirectory(options).remove();
    out.println("removed directory " + options.data());
    return true;
  }

  private void refuseWhileRunning() {
    try {
      ApiClient.of(options.data()).get("status");
    } catch (CliFailure notRunning) {
      return;
    }
    throw CliFailure.usage(
        "StillRunning",
        "The demo on " + options.data() + " is still running and would make everything again.",
        "End it with Ctrl-C in its terminal, then run this again.");
  }

  private boolean clean(FoundEngine engine, Optional<String> label) throws IOException {
    var call = new EngineCall(engine.address());
    boolean whole = true;
    if (label.isPresent()) {
      String ours = "filters=" + EngineCall.encoded("{\"label\":[\"" + label.get() + "\"]}");
      whole = remove(call, engine, "container", "/containers/json?all=true&" + ours);
      whole &= remove(call, engine, "network", "/networks?" + ours);
      whole &= remove(call, engine, "volume", "/volumes?" + ours);
    }
    for (String tag : DemoImage.TAGS) {
      String name = DemoImage.REPOSITORY + ":" + tag;
      if (call.get("/images/" + name + "/json").isFine()) {
        whole &= say(call.delete("/images/" + name + "?force=true"), engine, "image " + name);
      }
    }
    return whole;
  }

  private boolean remove(EngineCall call, FoundEngine engine, String kind, String list)
      throws IOException {
    JsonNode listed = call.get(list).json();
    boolean whole = true;
    for (JsonNode object : kind.equals("volume") ? listed.path("Volumes") : listed) {
      String id = kind.equals("volume") ? object.path("Name").asText() : object.path("Id").asText();
      String path = "/" + kind + "s/" + EngineCall.encoded(id);
      String query = kind.equals("container") ? "?force=true" : "";
      whole &= say(call.delete(path + query), engine, kind + " " + name(object));
    }
    return whole;
  }

  private static String name(JsonNode object) {
    JsonNode names = object.path("Names");
    String name = names.isArray() ? names.path(0).asText() : object.path("Name").asText();
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private boolean say(EngineCall.Answer answer, FoundEngine engine, String what) {
    boolean gone = answer.isFine() || answer.status() == 404;
    String where = " (" + engine.name() + ")";
    out.println(
        gone
            ? "removed " + what + where
            : "could not remove " + what + where + ": " + answer.body().strip());
    return gone;
  }

  private void sayWhatStays() throws IOException {
    var pid = options.data().resolve("demo/dockerd.pid");
    if (Files.exists(pid)) {
      out.println(
          "Docker, which the demo has started, goes on running (process "
              + Files.readString(pid).strip()
              + ").");
    }
  }
}
