package dev.setpoint.target.docker.draft;

import dev.setpoint.target.draft.Sketch;
import dev.setpoint.target.wire.SecretWords;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels that somebody wrote. */
final class Labels {
  private Labels() {}

  /** Those of a container, network or volume that neither its image nor another tool wrote. */
  static SortedMap<String, String> own(
      Map<String, String> labels, Map<String, String> ofImage, Sketch sketch) {
    var own = new TreeMap<String, String>();
    labels.forEach((key, value) -> {
      if (value.equals(ofImage.get(key)) || Foreign.isGenerated(key)) {
        return;
      }
      if (SecretWords.isSecret(key, value)) {
        sketch.lost("the label %s, which sounds like a secret".formatted(key));
      } else {
        own.put(key, value);
      }
    });
    return own;
  }

  /** Options of a driver; those that sound like secrets are only named. */
  static SortedMap<String, String> options(Map<String, String> options, Sketch sketch) {
    var plain = new TreeMap<String, String>();
    options.forEach((key, value) -> {
      if (SecretWords.isSecret(key, value) || SecretWords.inText(value)) {
        sketch.lost("the option %s, which sounds like a secret".formatted(key));
      } else {
        plain.put(key, value);
      }
    });
    return plain;
  }
}
