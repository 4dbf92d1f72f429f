package dev.setpoint.link.message;

import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.message.OrderHeader;
import dev.setpoint.fleet.message.OrderHeader.Entry;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.manifest.node.TargetDeclaration.Remote;
import dev.setpoint.reconcile.plan.Request;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an order's header: what is signed, sent and kept on the node's disk. Version 1 of
 * the format; another one gets another {@code v}.
 */
public final class OrderCodec {
  private static final long VERSION = 1;

  private OrderCodec() {}

  /** The bytes of a header. */
  public static byte[] encode(OrderHeader header) {
    var json = new CanonicalJson().object();
    json.key("v").value(VERSION);
    json.field("owner", header.owner()).field("node", header.node());
    json.key("generation").value(header.generation());
    json.field("issuedAt", header.issuedAt());
    PlanJson.revision(json.key("revision"), header.revision());
    json.field("mode", header.mode().name())
        .<TargetDeclaration>array("targets", header.targets(), each -> target(json, each))
        .<Entry>array("resources", header.resources(), each -> entry(json, each))
        .<Suspension>array("suspensions", header.suspensions(), each -> suspension(json, each))
        .<ResourceId>array("approved", header.approved(), each -> json.value(each.toString()));
    if (!header.requests().isEmpty()) {
      // agents that know of none read orders without them
      json.<Request>array("requests", header.requests(), each -> RequestJson.write(json, each));
    }
    return json.endObject().bytes();
  }

  /**
   * The header of these bytes.
   *
   * @throws MalformedMessageException when they are none
   */
  public static OrderHeader decode(byte[] bytes) {
    return WireObject.parse(bytes, OrderCodec::read);
  }

  private static OrderHeader read(WireObject json) {
    if (json.number("v") != VERSION) {
      throw new MalformedMessageException("an order of another version");
    }
    var header =
        new OrderHeader(
            json.text("owner"),
            json.text("node"),
            json.count("generation"),
            json.instant("issuedAt"),
            json.object("revision", PlanJson::revision),
            json.word("mode", Mode.class),
            json.list("targets", OrderCodec::target),
            json.list("resources", OrderCodec::entry),
            json.list("suspensions", OrderCodec::suspension),
            new TreeSet<>(json.texts("approved").stream().map(WireObject::resourceOf).toList()),
            json.has("requests") ? RequestJson.read(json, "requests") : List.of());
    if (!header.repeated().isEmpty()) {
      throw new MalformedMessageException("an order names twice " + header.repeated());
    }
    return header;
  }

  private static void target(CanonicalJson json, TargetDeclaration target) {
    json.object().field("name", target.name()).field("socket", target.socket());
    remote(json.key("remote"), target.remote());
    json.endObject();
  }

  private static TargetDeclaration target(WireObject json) {
    return new TargetDeclaration(
        json.text("name"),
        json.textOrNull("socket"),
        json.objectOrNull("remote", OrderCodec::remote));
  }

  private static void remote(CanonicalJson json, @Nullable Remote remote) {
    if (remote == null) {
      json.value((String) null);
      return;
    }
    json.object()
        .field("url", remote.url())
        .field("certificate", remote.certificate())
        .field("trustToken", remote.trustToken())
        .endObject();
  }

  private static Remote remote(WireObject json) {
    return new Remote(json.text("url"), json.text("certificate"), json.textOrNull("trustToken"));
  }

  private static void entry(CanonicalJson json, Entry entry) {
    json.object().field("id", entry.id()).field("file", entry.origin().file());
    json.key("line").value(entry.origin().line());
    json.field("document", entry.document())
        .field("mode", entry.mode().name())
        .<String>array("ignored", entry.ignored(), json::value)
        .<Map.Entry<String, String>>array(
            "files",
            entry.files().entrySet(),
            file ->
                json.object()
                    .field("path", file.getKey())
                    .field("digest", file.getValue())
                    .endObject())
        .endObject();
  }

  private static Entry entry(WireObject json) {
    return new Entry(
        json.resource("id"),
        new Origin(json.text("file"), json.smallCount("line")),
        json.digest("document"),
        json.word("mode", Mode.class),
        json.texts("ignored"),
        files(json.list("files", file -> Map.entry(file.text("path"), file.digest("digest")))));
  }

  private static SortedMap<String, String> files(List<Map.Entry<String, String>> files) {
    var byPath = new TreeMap<String, String>();
    for (var file : files) {
      if (byPath.put(file.getKey(), file.getValue()) != null) {
        throw new MalformedMessageException("an order names a file twice: " + file.getKey());
      }
    }
    return byPath;
  }

  private static void suspension(CanonicalJson json, Suspension suspension) {
    json.object()
        .field("id", suspension.id())
        .field("by", suspension.by())
        .field("why", suspension.why())
        .field("since", suspension.since())
        .field("until", suspension.until())
        .endObject();
  }

  private static Suspension suspension(WireObject json) {
    return new Suspension(
        json.resourceOrNull("id"),
        json.text("by"),
        json.text("why"),
        json.instant("since"),
        json.instantOrNull("until"));
  }
}
