package dev.setpoint.audit.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
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
public final class HistoryJson {
  private HistoryJson() {}

  /** The stored form. */
  public static String write(CorrectionHistory history) {
    var json = new CanonicalJson().object().field("id", history.id());
    json.<Attempt>array("attempts", history.attempts(), attempt -> write(json, attempt));
    json.key("badSpec");
    write(json, history.badSpec());
    if (history.answer() != null) {
      write(json.key("answer"), history.answer());
    }
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

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  public static CorrectionHistory read(String text) {
    JsonNode json = JsonParts.parse(text);
    var attempts = new ArrayList<Attempt>();
    json.required("attempts").forEach(attempt -> attempts.add(attempt(attempt)));
    return new CorrectionHistory(
        JsonParts.resource(JsonParts.text(json, "id")),
        attempts,
        json.hasNonNull("badSpec") ? badSpec(json.get("badSpec")) : null,
        json.hasNonNull("answer") ? answer(json.get("answer")) : null);
  }

  private static void write(CanonicalJson json, Answer answer) {
    json.object()
        .field("request", answer.request())
        .field("at", answer.at())
        .field("result", answer.result())
        .field("failure", answer.failure() == null ? null : answer.failure().name())
        .field("message", answer.message());
    json.key("tookMillis").value(answer.tookMillis());
    json.endObject();
  }

  private static Answer answer(JsonNode json) {
    return new Answer(
        JsonParts.text(json, "request"),
        Instant.parse(JsonParts.text(json, "at")),
        JsonParts.text(json, "result"),
        json.hasNonNull("failure") ? FailureReason.valueOf(JsonParts.text(json, "failure")) : null,
        JsonParts.text(json, "message"),
        json.required("tookMillis").asLong());
  }

  private static Attempt attempt(JsonNode json) {
    var paths = new HashSet<String>();
    json.required("paths").forEach(path -> paths.add(path.asText()));
    return new Attempt(
        Instant.parse(JsonParts.text(json, "at")),
        Cause.valueOf(JsonParts.text(json, "cause")),
        paths,
        Result.valueOf(JsonParts.text(json, "result")));
  }

  private static BadSpec badSpec(JsonNode json) {
    return new BadSpec(
        new FieldsDigest(JsonParts.text(json, "specDigest")),
        FailureReason.valueOf(JsonParts.text(json, "reason")),
        JsonParts.text(json, "message"));
  }
}
