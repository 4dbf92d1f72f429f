package dev.setpoint.target.lxd.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.draft.Sketch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the images of instances are named. */
final class ImageNames {
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:+-]{0,127}");

  private final Map<String, JsonNode> byFingerprint = new HashMap<>();

  private ImageNames(List<JsonNode> images) {
    images.forEach(image -> byFingerprint.put(image.path("fingerprint").asText(), image));
  }

  /** The names of these images. */
  static ImageNames of(List<JsonNode> images) {
    return new ImageNames(List.copyOf(images));
  }

  /** The image with this fingerprint: where it came from, its alias, or the fingerprint. */
  ObjectNode name(String fingerprint, Sketch sketch) {
    ObjectNode written = Sketch.NODES.objectNode();
    JsonNode image = byFingerprint.get(fingerprint);
    if (image == null) {
      sketch.note(
          "The server no longer has its image: a new one can only be made once it is back, or"
              + " another one is declared.");
      return written.put("fingerprint", fingerprint);
    }
    Optional<String> alias =
        image
            .path("aliases")
            .valueStream()
            .map(each -> each.path("name").asText())
            .filter(name -> ALIAS.matcher(name).matches())
            .sorted()
            .findFirst();
    if (alias.isPresent()) {
      return written.put("alias", alias.get());
    }
    JsonNode from = image.path("update_source");
    boolean isRemote =
        from.path("server").asText().startsWith("https://")
            && from.path("protocol").asText().equals("simplestreams")
            && ALIAS.matcher(from.path("alias").asText()).matches();
    if (isRemote) {
      return written
          .put("alias", from.path("alias").asText())
          .put("server", from.path("server").asText().replaceAll("/+$", ""));
    }
    String words = image.path("properties").path("description").asText();
    if (!words.isEmpty()) {
      sketch.note("Its image is %s.".formatted(words.replaceAll("\\s+", " ")));
    }
    return written.put("fingerprint", fingerprint);
  }
}
