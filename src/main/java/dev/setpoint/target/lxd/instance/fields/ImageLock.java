package dev.setpoint.target.lxd.instance.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.lxd.kind.Marking;
import java.util.Optional;

/**
 * What an image's name meant when an instance was made from it. It is kept on the instance, so that
 * an alias that moves later changes nothing by itself.
 *
 * @param name as {@link DeclaredInstance#imageText} writes it
 * @param fingerprint what it meant
 */
public record ImageLock(String name, String fingerprint) {
  /** The option that holds it. */
  public static final String KEY = Marking.PREFIX + "image";

  /** The option that the server itself writes: what the root file system was made from. */
  public static final String BASE = "volatile.base_image";

  /** As the option's value. */
  public String text() {
    return fingerprint + " " + name;
  }

  /** Reads it from an instance's options. */
  public static Optional<ImageLock> read(JsonNode config) {
    String[] parts = config.path(KEY).asText("").split(" ", 2);
    return parts.length == 2 ? Optional.of(new ImageLock(parts[1], parts[0])) : Optional.empty();
  }
}
