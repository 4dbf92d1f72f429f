package dev.setpoint.cli.client;

import dev.setpoint.api.wire.NodeView.ResourceView;
import dev.setpoint.api.wire.StatusView;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.text.Distance;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the resource that a person means.
 *
 * @param status asked only when the name alone does not tell
 */
public record Resources(Supplier<StatusView> status) {

  /** The resource of {@code kind/name}, or of a name that only one resource bears. */
  public ResourceId resolve(String text) {
    if (text.contains("/")) {
      return ResourceId.parse(text).orElseThrow(() -> unknownKind(text));
    }
    List<String> known = known();
    List<String> bearers = known.stream().filter(id -> id.endsWith("/" + text)).toList();
    return switch (bearers.size()) {
      case 1 -> ResourceId.parse(bearers.getFirst()).orElseThrow(() -> unknownKind(text));
      case 0 -> throw unknownName(text, known);
      default ->
          throw CliFailure.usage(
              "AmbiguousResource",
              "'" + text + "' can be " + String.join(" or ", bearers) + ".",
              "Write the one that is meant.");
    };
  }

  /** The refusal of an id that nobody holds, with what is near it. */
  public CliFailure unknown(ResourceId id) {
    return unknownName(id.name(), known());
  }

  private List<String> known() {
    return status.get().nodes().stream()
        .flatMap(node -> node.resources().stream())
        .map(ResourceView::resource)
        .distinct()
        .sorted()
        .toList();
  }

  private static CliFailure unknownName(String text, List<String> known) {
    var names = known.stream().map(Resources::name).distinct().toList();
    var near = Distance.nearest(text, names);
    String meant =
        known.stream().filter(id -> near.contains(name(id))).collect(Collectors.joining(" or "));
    return CliFailure.usage(
        "UnknownResource",
        "No node holds a resource named '" + text + "'.",
        meant.isEmpty()
            ? "'setpoint status' lists what is there; what is gone is asked for as KIND/NAME."
            : "Did you mean " + meant + "?");
  }

  private static String name(String id) {
    return id.substring(id.indexOf('/') + 1);
  }

  private static CliFailure unknownKind(String text) {
    String kinds =
        Arrays.stream(ResourceKind.values())
            .map(ResourceKind::word)
            .collect(Collectors.joining(", "));
    return CliFailure.usage(
        "BadResource",
        "'" + text + "' does not name a resource.",
        "Write KIND/NAME, such as container/web; kinds are " + kinds + ".");
  }
}
