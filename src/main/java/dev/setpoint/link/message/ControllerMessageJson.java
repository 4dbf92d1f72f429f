package dev.setpoint.link.message;

import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.fleet.message.ControllerMessage.Alive;
import dev.setpoint.fleet.message.ControllerMessage.ContentPart;
import dev.setpoint.fleet.message.ControllerMessage.Contents;
import dev.setpoint.fleet.message.ControllerMessage.Farewell;
import dev.setpoint.fleet.message.ControllerMessage.JournalTaken;
import dev.setpoint.fleet.message.ControllerMessage.NodeToken;
import dev.setpoint.fleet.message.ControllerMessage.OrderOffer;
import dev.setpoint.fleet.message.ControllerMessage.PassWanted;
import dev.setpoint.fleet.message.ControllerMessage.PlanWanted;
import dev.setpoint.fleet.message.ControllerMessage.ReportWanted;
import dev.setpoint.fleet.message.ControllerMessage.Welcome;

/** The messages of a controller, key by key. */
final class ControllerMessageJson {
  private ControllerMessageJson() {}

  static void write(CanonicalJson json, ControllerMessage message) {
    switch (message) {
      case Alive(), ReportWanted(), PassWanted() -> {}
      case Welcome welcome -> welcome(json, welcome);
      case OrderOffer(var header, var signature) ->
          json.field("header", header.base64()).field("signature", signature.base64());
      case Contents(var parts, var missing) ->
          json.<ContentPart>array("parts", parts, each -> part(json, each))
              .<String>array("missing", missing, json::value);
      case JournalTaken(long next) -> json.key("next").value(next);
      case PlanWanted(long ask, var header, var signature) ->
          json.key("ask")
              .value(ask)
              .field("header", header.base64())
              .field("signature", signature.base64());
      case NodeToken(long ask, var token, boolean passing, var problem) ->
          json.key("ask")
              .value(ask)
              .field("token", token)
              .key("passing")
              .value(passing)
              .field("problem", problem);
      case Farewell(var reason, var text, var retryAfter) ->
          json.field("reason", reason).field("message", text).field("retryAfter", retryAfter);
    }
  }

  static ControllerMessage read(WireObject json) {
    var type = json.text("type");
    return switch (type) {
      case "Alive" -> new Alive();
      case "Welcome" ->
          new Welcome(
              json.smallCount("protocol"),
              json.text("controllerVersion"),
              json.count("journalNext"),
              json.truth("wantWholeReport"));
      case "OrderOffer" -> new OrderOffer(json.bytes("header"), json.bytes("signature"));
      case "Contents" ->
          new Contents(json.list("parts", ControllerMessageJson::part), json.texts("missing"));
      case "JournalTaken" -> new JournalTaken(json.count("next"));
      case "ReportWanted" -> new ReportWanted();
      case "PassWanted" -> new PassWanted();
      case "PlanWanted" ->
          new PlanWanted(json.count("ask"), json.bytes("header"), json.bytes("signature"));
      case "NodeToken" ->
          new NodeToken(
              json.count("ask"), json.text("token"), json.truth("passing"), json.text("problem"));
      case "Farewell" ->
          new Farewell(json.text("reason"), json.text("message"), json.duration("retryAfter"));
      default -> throw new MalformedMessageException("unknown message " + type);
    };
  }

  private static void welcome(CanonicalJson json, Welcome welcome) {
    json.key("protocol").value(welcome.protocol());
    json.field("controllerVersion", welcome.controllerVersion());
    json.key("journalNext").value(welcome.journalNext());
    json.key("wantWholeReport").value(welcome.wantWholeReport());
  }

  private static void part(CanonicalJson json, ContentPart part) {
    json.object().field("digest", part.digest());
    json.key("size").value(part.size()).key("offset").value(part.offset());
    json.field("bytes", part.bytes().base64()).endObject();
  }

  private static ContentPart part(WireObject json) {
    return new ContentPart(
        json.digest("digest"), json.count("size"), json.count("offset"), json.bytes("bytes"));
  }
}
