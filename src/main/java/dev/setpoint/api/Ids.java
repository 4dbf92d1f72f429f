package dev.setpoint.api;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads ids of resources out of requests. */
final class Ids {
  private Ids() {}

  static ResourceId parse(String kind, String name) {
    return parse(kind + "/" + name);
  }

  static @Nullable ResourceId parseOrNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : parse(text);
  }

  static ResourceId parse(String text) {
    return ResourceId.parse(text)
        .orElseThrow(() ->
            ApiRefusal.badRequest(
                "BadResource",
                "'" + text + "' does not name a resource.",
                "Write KIND/NAME, such as container/web; kinds are " + kinds() + "."));
  }

  private static String kinds() {
    return Arrays.stream(ResourceKind.values())
        .map(ResourceKind::word)
        .collect(Collectors.joining(", "));
  }
}
