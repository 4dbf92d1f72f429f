package dev.setpoint.link.message;

import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.AgentMessage.Alive;
import dev.setpoint.fleet.message.AgentMessage.ContentsWanted;
import dev.setpoint.fleet.message.AgentMessage.Hello;
import dev.setpoint.fleet.message.AgentMessage.JournalPart;
import dev.setpoint.fleet.message.AgentMessage.NodeTokenWanted;
import dev.setpoint.fleet.message.AgentMessage.OrderReached;
import dev.setpoint.fleet.message.AgentMessage.OrderRefused;
import dev.setpoint.fleet.message.AgentMessage.PlanAnswer;
import dev.setpoint.fleet.message.AgentMessage.ReportChange;
import dev.setpoint.fleet.message.AgentMessage.Wanted;
import dev.setpoint.fleet.message.AgentMessage.WholeReport;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.fleet.message.ResourceKey;

/** The messages of an agent, key by key. */
final class AgentMessageJson {
  private AgentMessageJson() {}

  static void write(CanonicalJson json, AgentMessage message) {
    switch (message) {
      case Alive() -> {}
      case Hello hello -> hello(json, hello);
      case ContentsWanted wanted ->
          json.<Wanted>array("wanted", wanted.wanted(), each -> wanted(json, each));
      case OrderReached(long generation, var digest) ->
          json.key("generation").value(generation).field("digest", digest);
      case OrderRefused(long generation, var reason, var text) ->
          json.key("generation").value(generation).field("reason", reason).field("message", text);
      case WholeReport(var report, var digest) -> {
        ReportJson.write(json.key("report"), report);
        json.field("digest", digest);
      }
      case ReportChange change -> change(json, change);
      case JournalPart(var journal, long first, var entries) ->
          json.field("journal", journal)
              .key("first")
              .value(first)
              .<Bytes>array("entries", entries, each -> json.value(each.base64()));
      case PlanAnswer(long ask, var plan, var problem) -> {
        PlanJson.write(json.key("ask").value(ask).key("plan"), plan);
        json.field("problem", problem);
      }
      case NodeTokenWanted(long ask, var instance, var node) ->
          json.key("ask").value(ask).field("instance", instance.toString()).field("node", node);
    }
  }

  static AgentMessage read(WireObject json) {
    var type = json.text("type");
    return switch (type) {
      case "Alive" -> new Alive();
      case "Hello" -> hello(json);
      case "ContentsWanted" -> new ContentsWanted(json.list("wanted", AgentMessageJson::wanted));
      case "OrderReached" -> new OrderReached(json.count("generation"), json.digest("digest"));
      case "OrderRefused" ->
          new OrderRefused(json.count("generation"), json.text("reason"), json.text("message"));
      case "WholeReport" ->
          new WholeReport(json.object("report", ReportJson::read), json.digest("digest"));
      case "ReportChange" -> change(json);
      case "JournalPart" ->
          new JournalPart(
              json.text("journal"),
              json.count("first"),
              json.texts("entries").stream().map(Bytes::ofBase64).toList());
      case "PlanAnswer" ->
          new PlanAnswer(
              json.count("ask"), json.objectOrNull("plan", PlanJson::read), json.text("problem"));
      case "NodeTokenWanted" ->
          new NodeTokenWanted(json.count("ask"), json.resource("instance"), json.text("node"));
      default -> throw new MalformedMessageException("unknown message " + type);
    };
  }

  private static void hello(CanonicalJson json, Hello hello) {
    json.key("protocol").value(hello.protocol());
    json.field("node", hello.node()).field("instance", hello.instance());
    json.key("session").value(hello.session());
    json.field("nonce", hello.nonce()).field("agentVersion", hello.agentVersion());
    json.key("generationHeld").value(hello.generationHeld());
    json.field("orderDigestHeld", hello.orderDigestHeld()).field("journal", hello.journal());
    json.key("journalNext").value(hello.journalNext());
    json.field("reportHeld", hello.reportHeld());
  }

  private static Hello hello(WireObject json) {
    return new Hello(
        json.smallCount("protocol"),
        json.text("node"),
        json.text("instance"),
        json.count("session"),
        json.text("nonce"),
        json.text("agentVersion"),
        json.count("generationHeld"),
        json.text("orderDigestHeld"),
        json.text("journal"),
        json.count("journalNext"),
        json.text("reportHeld"));
  }

  private static void wanted(CanonicalJson json, Wanted wanted) {
    json.object().field("digest", wanted.digest()).key("from").value(wanted.from()).endObject();
  }

  private static Wanted wanted(WireObject json) {
    return new Wanted(json.digest("digest"), json.count("from"));
  }

  private static void change(CanonicalJson json, ReportChange change) {
    json.field("base", change.base());
    ReportJson.head(json.key("head"), change.head());
    json.<ResourceReport>array("changed", change.changed(), each -> ReportJson.resource(json, each))
        .<ResourceKey>array("removed", change.removed(), each -> ReportJson.key(json, each))
        .field("digest", change.digest());
  }

  private static ReportChange change(WireObject json) {
    return new ReportChange(
        json.digest("base"),
        json.object("head", ReportJson::head),
        json.list("changed", ReportJson::resource),
        json.list("removed", ReportJson::key),
        json.digest("digest"));
  }
}
