package dev.setpoint.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.Attempt;
import dev.setpoint.reconcile.CorrectionHistory.BadSpec;
import dev.setpoint.reconcile.CorrectionHistory.Result;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.field.FieldsDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The stored form of {@link CorrectionHistory}. */
final class HistoryJson {
  private HistoryJson() {}

  static String write(CorrectionHistory history) {
    var json = new CanonicalJson().object().field("id", history.id());
    json.<Attempt>array("attempts", history.attempts(), attempt -> write(json, attempt));
    json.key("badSpec");
    write(json, history.badSpec());
    return json.endObject().toString();
  }

  private static void write(CanonicalJson json, Attempt attempt) {
    json.object()
        .field("at", attempt.at())
        .field("cause", attempt.cause().name())
        .<String>array("paths", new TreeSet<>(attempt.paths()), json::value)
        .field("result", attempt.result().name())
        .endObject();
  }

  private static void write(CanonicalJson json, @Nullable BadSpec bad) {
    if (bad == null) {
      json.value((String) null);
      return;
    }
    json.object()
        .field("specDigest", bad.specDigest().hex())
        .field("reason", bad.reason().name())
        .field("message", bad.message())
        .endObject();
  }

  static CorrectionHistory read(String text) {
    JsonNode json = StoredJson.parse(text);
    var attempts = new ArrayList<Attempt>();
    json.required("attempts").forEach(attempt -> attempts.add(attempt(attempt)));
    return new CorrectionHistory(
        StoredJson.resource(StoredJson.text(json, "id")),
        attempts,
        json.hasNonNull("badSpec") ? badSpec(json.get("badSpec")) : null);
  }

  private static Attempt attempt(JsonNode json) {
    var paths = new HashSet<String>();
    json.required("paths").forEach(path -> paths.add(path.asText()));
    return new Attempt(
        Instant.parse(StoredJson.text(json, "at")),
        Cause.valueOf(StoredJson.text(json, "cause")),
        paths,
        Result.valueOf(StoredJson.text(json, "result")));
  }

  private static BadSpec badSpec(JsonNode json) {
    return new BadSpec(
        new FieldsDigest(StoredJson.text(json, "specDigest")),
        FailureReason.valueOf(StoredJson.text(json, "reason")),
        StoredJson.text(json, "message"));
  }
}
