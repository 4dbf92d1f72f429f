package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.docker.spelling.Signals;
import dev.setpoint.target.draft.Sketch;
import dev.setpoint.target.wire.SecretWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What runs: command, user, environment, labels. What the image says is not said again. */
final class ProcessDraft {
  /** What Podman sets in every container, with the values that say nothing. */
  private static final Map<String, Set<String>> BY_PODMAN =
      Map.of(
          "TERM", Set.of("xterm"),
          "container", Set.of("podman", "oci"),
          "HOME", Set.of("/", "/root"));

  private final LiveView view;
  private final Sketch sketch;

  private ProcessDraft(LiveView view, Sketch sketch) {
    this.view = view;
    this.sketch = sketch;
  }

  static void write(LiveView view, Sketch sketch) {
    var draft = new ProcessDraft(view, sketch);
    draft.command();
    draft.basics();
    draft.env();
    draft.labels();
  }

  /** An entrypoint of its own makes an engine forget the command of the image. */
  private void command() {
    List<String> entrypoint = LiveView.words(view.config().path("Entrypoint"));
    List<String> command = LiveView.words(view.config().path("Cmd"));
    boolean ownEntrypoint =
        !entrypoint.equals(LiveView.words(view.imageConfig().path("Entrypoint")));
    boolean ownCommand = !command.equals(LiveView.words(view.imageConfig().path("Cmd")));
    if (!ownEntrypoint && !ownCommand) {
      return;
    }
    if (SecretWords.inCommand(entrypoint) || SecretWords.inCommand(command)) {
      sketch.lost(
          "its command, a word of which sounds like a secret; hand that over in a variable or a"
              + " file instead");
      return;
    }
    if (ownEntrypoint) {
      sketch.spec().set("entrypoint", Sketch.array(entrypoint));
    }
    if (!ownEntrypoint || !command.isEmpty()) {
      sketch.spec().set("command", Sketch.array(command));
    }
  }

  private void basics() {
    differing("user", "User");
    String directory = view.config().path("WorkingDir").asText();
    String ofImage = view.imageConfig().path("WorkingDir").asText();
    if (!orRoot(directory).equals(orRoot(ofImage))) {
      sketch.text("workingDir", orRoot(directory));
    }
    sketch.flag("init", view.host().path("Init").asBoolean());
    String signal = Signals.name(view.config().path("StopSignal").asText());
    if (!signal.equals(Signals.name(view.imageConfig().path("StopSignal").asText()))) {
      sketch.text("stopSignal", signal);
    }
    long grace = view.config().path("StopTimeout").asLong(10);
    if (grace > 0 && grace != 10) {
      sketch.text("stopGrace", Spelling.time(grace * 1_000_000_000L));
    }
  }

  private void differing(String key, String field) {
    String own = view.config().path(field).asText();
    if (!own.equals(view.imageConfig().path(field).asText())) {
      sketch.text(key, own);
    }
  }

  private static String orRoot(String directory) {
    return directory.isEmpty() ? "/" : directory;
  }

  private void env() {
    var env = new TreeMap<>(variables(view.config()));
    Map<String, String> ofImage = variables(view.imageConfig());
    env.entrySet().removeIf(entry -> entry.getValue().equals(ofImage.get(entry.getKey())));
    if (view.isPodman()) {
      env.entrySet().removeIf(entry -> isByPodman(entry.getKey(), entry.getValue(), ofImage));
    }
    ObjectNode written = Sketch.NODES.objectNode();
    env.forEach((key, value) -> {
      if (SecretWords.isSecret(key, value)) {
        String secret = secretName(key);
        sketch.secret(secret, value);
        written.putObject(key).put("secret", secret);
      } else if (value.contains("\n")) {
        String path = "files/%s/%s".formatted(view.name(), key);
        sketch.file(path, value + "\n");
        written.putObject(key).put("file", path);
      } else {
        written.put(key, value);
      }
    });
    sketch.put("env", written);
  }

  private boolean isByPodman(String key, String value, Map<String, String> ofImage) {
    return BY_PODMAN.getOrDefault(key, Set.of()).contains(value)
        || (key.equals("HOSTNAME") && value.equals(view.config().path("Hostname").asText()))
        || (key.equals("PATH") && !ofImage.containsKey("PATH"));
  }

  private String secretName(String key) {
    String word = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    String bare = word.replaceAll("^[^a-z0-9]+|-+$", "");
    String base = view.name() + "/" + (bare.isEmpty() ? "value" : bare);
    String name = base;
    for (int i = 2; sketch.hasSecret(name); i++) {
      name = base + "-" + i;
    }
    return name;
  }

  private static Map<String, String> variables(JsonNode config) {
    var variables = new TreeMap<String, String>();
    for (JsonNode line : config.path("Env")) {
      String text = line.asText();
      int end = text.indexOf('=');
      variables.put(
          end < 0 ? text : text.substring(0, end), end < 0 ? "" : text.substring(end + 1));
    }
    return variables;
  }

  private void labels() {
    Map<String, String> ofImage = LiveView.texts(view.imageConfig().path("Labels"));
    sketch.texts("labels", Labels.own(view.labels(), ofImage, sketch));
  }
}
