package dev.setpoint.link.message;

import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.reconcile.plan.Request.Reset;
import dev.setpoint.reconcile.plan.Request.Rollback;
import dev.setpoint.reconcile.plan.Request.Wish;
import java.util.List;
import java.util.TreeSet;

/** What people ask for, and what came of it, on the wire. */
final class RequestJson {
  private static final int MOST_CHARS = 1_000;
  private static final int MOST_VOLUMES = 100;

  private RequestJson() {}

  static void write(CanonicalJson json, Request request) {
    json.object()
        .field("id", request.id())
        .field("resource", request.resource())
        .field("wish", request.wish().word());
    if (request.wish() instanceof Reset(var wipe)) {
      json.<String>array("wipe", wipe, json::value);
    }
    json.field("by", request.by())
        .field("why", request.why())
        .field("at", request.at())
        .field("until", request.until())
        .endObject();
  }

  static List<Request> read(WireObject json, String key) {
    List<Request> requests = json.list(key, RequestJson::request);
    if (requests.isEmpty() || requests.size() > NodeOrder.MOST_REQUESTS) {
      throw new MalformedMessageException("an order with %d requests".formatted(requests.size()));
    }
    return requests;
  }

  private static Request request(WireObject json) {
    return new Request(
        brief(json, "id"),
        json.resource("resource"),
        wish(json),
        brief(json, "by"),
        brief(json, "why"),
        json.instant("at"),
        json.instant("until"));
  }

  private static Wish wish(WireObject json) {
    var word = json.text("wish");
    return switch (word) {
      case "rollback" -> new Rollback();
      case "reset" -> {
        List<String> wipe = json.texts("wipe");
        if (wipe.size() > MOST_VOLUMES) {
          throw new MalformedMessageException("a reset of %d volumes".formatted(wipe.size()));
        }
        yield new Reset(new TreeSet<>(wipe));
      }
      default -> throw new MalformedMessageException("unknown wish " + word);
    };
  }

  private static String brief(WireObject json, String key) {
    var text = json.text(key);
    if (text.length() > MOST_CHARS) {
      throw new MalformedMessageException(key + " is longer than " + MOST_CHARS);
    }
    return text;
  }

  static void write(CanonicalJson json, Answer answer) {
    var failure = answer.failure();
    json.object()
        .field("request", answer.request())
        .field("at", answer.at())
        .field("result", answer.result())
        .field("failure", failure == null ? null : failure.name())
        .field("message", answer.message());
    json.key("tookMillis").value(answer.tookMillis());
    json.endObject();
  }

  static Answer answer(WireObject json) {
    return new Answer(
        brief(json, "request"),
        json.instant("at"),
        brief(json, "result"),
        json.wordOrNull("failure", FailureReason.class),
        json.text("message"),
        json.count("tookMillis"));
  }
}
