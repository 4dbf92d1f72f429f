package dev.setpoint.link.agentend;

import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.message.OrderHeader;
import dev.setpoint.fleet.message.OrderHeader.Entry;
import dev.setpoint.link.agentend.OrderRefusedException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes orders of headers and contents. A resource that the order before had in the same words is
 * the same object again, so that the agent need not look at it anew. For one thread.
 */
final class OrderBuilder {
  private final DocumentReader documents;
  private final Map<Entry, OrderedResource> inForce = new HashMap<>();

  OrderBuilder(DocumentReader documents) {
    this.documents = documents;
  }

  /**
   * The order that a header stands for.
   *
   * @throws OrderRefusedException when contents are missing, or are not what git could say
   */
  NodeOrder build(OrderHeader header, Function<String, Optional<byte[]>> contents) {
    var resources = new ArrayList<OrderedResource>();
    for (var entry : header.resources()) {
      var known = inForce.get(entry);
      resources.add(known == null ? read(entry, contents) : known);
    }
    return new NodeOrder(
        header.node(),
        header.generation(),
        header.revision(),
        header.mode(),
        header.targets(),
        resources,
        header.suspensions(),
        header.approved(),
        header.requests());
  }

  /** An order that was built is in force from now on. */
  void remember(OrderHeader header, NodeOrder order) {
    inForce.clear();
    for (int i = 0; i < header.resources().size(); i++) {
      inForce.put(header.resources().get(i), order.resources().get(i));
    }
  }

  private OrderedResource read(Entry entry, Function<String, Optional<byte[]>> contents) {
    var files = new LinkedHashMap<String, byte[]>();
    entry.files().forEach((path, digest) -> files.put(path, content(digest, contents)));
    var document = text(entry, content(entry.document(), contents));
    var resource = documents.read(entry, document, files);
    if (!resource.manifest().id().equals(entry.id())) {
      throw new OrderRefusedException(
          Reason.BAD_DOCUMENT,
          "the document of %s declares %s".formatted(entry.id(), resource.manifest().id()));
    }
    return resource;
  }

  private static byte[] content(String digest, Function<String, Optional<byte[]>> contents) {
    return contents
        .apply(digest)
        .orElseThrow(() ->
            new OrderRefusedException(
                Reason.MISSING_CONTENT, "contents are not on this disk: " + digest));
  }

  private static String text(Entry entry, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new OrderRefusedException(
          Reason.BAD_DOCUMENT, "the document of %s is not UTF-8".formatted(entry.id()));
    }
  }
}
