package dev.setpoint.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which resources a request to an engine concerns: by the label of what it names, else by its name
 * without the endings of names that stand while a correction is under way.
 *
 * @param engine asked about ids
 */
record Subjects(EngineSocket engine) {
  static final String RESOURCE = "dev.setpoint.resource";

  List<String> of(Relay.HttpRequests.Request request) {
    var parts = request.resource().replaceFirst("\\?.*", "").split("/", -1);
    int kind = parts[1].equals("libpod") ? 2 : 1;
    var what = parts.length > kind + 1 ? decoded(parts[kind + 1]) : "";
    var subjects = new ArrayList<String>();
    switch (parts[kind]) {
      case "containers" -> subjects.add(container(what, request));
      case "networks" -> networks(what, request, subjects);
      case "volumes" -> subjects.add("volume/" + named(what, request));
      default -> subjects.add("unknown/" + request.resource());
    }
    return List.copyOf(subjects);
  }

  private String container(String what, Relay.HttpRequests.Request request) {
    if (what.equals("create")) {
      var label = EngineSocket.parse(request.textBody()).path("Labels").path(RESOURCE).asText();
      return label.isEmpty() ? "unknown/" + request.resource() : label;
    }
    return labelled(what);
  }

  private String labelled(String idOrName) {
    return engine
        .container(idOrName)
        .map(inspect -> {
          var label = inspect.path("Config").path("Labels").path(RESOURCE).asText();
          return label.isEmpty() ? "container/" + settled(inspect) : label;
        })
        .orElse("container/" + idOrName);
  }

  private static String settled(JsonNode inspect) {
    return inspect
        .path("Name")
        .asText()
        .replaceFirst("^/", "")
        .replaceFirst("\\.(setpoint-new-.*|setpoint-old-.*|aside-.*)$", "");
  }

  private void networks(String what, Relay.HttpRequests.Request request, List<String> subjects) {
    subjects.add("network/" + nameOfNetwork(named(what, request)));
    boolean ofContainer = request.resource().matches(".*/(connect|disconnect)(\\?.*)?");
    if (ofContainer) {
      subjects.add(labelled(EngineSocket.parse(request.textBody()).path("Container").asText()));
    }
  }

  private String nameOfNetwork(String idOrName) {
    var answer = engine.get("/networks/" + idOrName);
    return answer.worked() ? answer.json().path("Name").asText() : idOrName;
  }

  private static String named(String what, Relay.HttpRequests.Request request) {
    return what.equals("create")
        ? EngineSocket.parse(request.textBody()).path("Name").asText()
        : what;
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }
}
