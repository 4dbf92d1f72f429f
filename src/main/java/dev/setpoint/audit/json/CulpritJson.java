package dev.setpoint.audit.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.Culprit;
import java.time.Instant;

/** The stored form of those who moved a resource. */
public final class CulpritJson {
  private CulpritJson() {}

  /** Writes one. */
  public static void write(CanonicalJson json, Culprit culprit) {
    json.object()
        .field("who", culprit.who())
        .field("what", culprit.what())
        .field("at", culprit.at())
        .endObject();
  }

  /** Reads one. */
  public static Culprit read(JsonNode json) {
    return new Culprit(
        JsonParts.text(json, "who"),
        JsonParts.text(json, "what"),
        Instant.parse(JsonParts.text(json, "at")));
  }
}
