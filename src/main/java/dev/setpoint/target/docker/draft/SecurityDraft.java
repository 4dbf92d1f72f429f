package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.draft.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a container may do. */
final class SecurityDraft {
  private static final int MAX_OPTION = 200;

  /** What Podman sets where neither anybody nor its configuration does. */
  private static final Set<String> BY_PODMAN =
      Set.of("nofile 1048576:1048576", "nproc 1048576:1048576", "nproc 4194304:4194304");

  private static final String FULL = ":rwm";

  private SecurityDraft() {}

  static void write(LiveView view, Sketch sketch) {
    Fields fields = view.fields();
    boolean isPrivileged = view.host().path("Privileged").asBoolean();
    sketch.flag("privileged", isPrivileged);
    sketch.flag("readOnly", view.host().path("ReadonlyRootfs").asBoolean());
    if (!(isPrivileged && view.isPodman())) {
      sketch.words("capAdd", LiveView.members(fields, "spec.capAdd"));
      sketch.words("capDrop", LiveView.members(fields, "spec.capDrop"));
      sketch.words(
          "devices",
          LiveView.members(fields, "spec.devices").stream().map(SecurityDraft::device).toList());
    }
    sketch.words("securityOpt", options(fields, isUnlabelled(view), sketch));
    sketch.texts("sysctls", LiveView.entries(fields, "spec.sysctls"));
    ulimits(view, fields, sketch);
    sketch.words("groupAdd", LiveView.members(fields, "spec.groupAdd"));
  }

  /** Where the engine itself switches labels off. */
  private static boolean isUnlabelled(LiveView view) {
    return view.host().path("Privileged").asBoolean()
        || view.host().path("PidMode").asText().equals("host")
        || view.host().path("IpcMode").asText().equals("host");
  }

  private static List<String> options(Fields fields, boolean isUnlabelled, Sketch sketch) {
    var options = new ArrayList<String>();
    for (String option : LiveView.members(fields, "spec.securityOpt")) {
      if (option.length() > MAX_OPTION) {
        String what = option.substring(0, Math.max(0, option.indexOf('=')));
        sketch.lost("the security option %s, which is a whole file".formatted(what));
      } else if (!option.startsWith("label") || (option.equals("label=disable") && !isUnlabelled)) {
        options.add(option);
      }
    }
    return options;
  }

  /** The short form where it says the same. */
  private static String device(String full) {
    String text = full.endsWith(FULL) ? full.substring(0, full.length() - FULL.length()) : full;
    String[] parts = text.split(":", -1);
    return parts.length == 2 && parts[0].equals(parts[1]) ? parts[0] : text;
  }

  private static void ulimits(LiveView view, Fields fields, Sketch sketch) {
    ObjectNode ulimits = Sketch.NODES.objectNode();
    var live = LiveView.entries(fields, "spec.ulimits");
    if (view.isPodman()) {
      live.entrySet()
          .removeIf(limit -> BY_PODMAN.contains(limit.getKey() + " " + limit.getValue()));
    }
    live.forEach((name, limits) -> {
      String[] both = limits.split(":", 2);
      ulimits
          .putObject(name)
          .put("soft", Long.parseLong(both[0]))
          .put("hard", Long.parseLong(both[1]));
    });
    sketch.put("ulimits", ulimits);
  }
}
