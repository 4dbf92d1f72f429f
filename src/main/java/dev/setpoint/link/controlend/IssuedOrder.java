package dev.setpoint.link.controlend;

import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.fleet.message.ControllerMessage.ContentPart;
import dev.setpoint.fleet.message.OrderHeader;
import dev.setpoint.fleet.message.OrderHeader.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An order that is to be sent. Its header and contents are made when they are asked for and not
 * kept: what is kept for 10,000 nodes are the orders, which share their parts.
 */
record IssuedOrder(NodeOrder order, Instant issuedAt) {
  /** What an order is written with. */
  record Pen(String owner, ContentDigests digests) {}

  long generation() {
    return order.generation();
  }

  OrderHeader header(Pen pen) {
    return new OrderHeader(
        pen.owner(),
        order.node(),
        order.generation(),
        issuedAt,
        order.revision(),
        order.mode(),
        order.targets(),
        order.resources().stream().map(each -> entry(each, pen)).toList(),
        order.suspensions(),
        new TreeSet<>(order.approved()),
        order.requests());
  }

  private static Entry entry(OrderedResource resource, Pen pen) {
    var files = new TreeMap<String, String>();
    resource.files().forEach((path, bytes) -> files.put(path, pen.digests().of(bytes)));
    return new Entry(
        resource.manifest().id(),
        resource.manifest().origin(),
        pen.digests().of(resource.document()),
        resource.mode(),
        resource.ignored(),
        files);
  }

  /** Contents of this order; empty when it has none of this digest. */
  Optional<byte[]> content(String digest, Pen pen) {
    for (var resource : order.resources()) {
      var document = resource.document();
      if (pen.digests().of(document).equals(digest)) {
        return Optional.of(document.getBytes(StandardCharsets.UTF_8));
      }
      for (var file : resource.files().values()) {
        if (pen.digests().of(file).equals(digest)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** A piece of contents from an offset on, of so many bytes at most. */
  static ContentPart part(String digest, byte[] content, long from, int atMost) {
    int start = Math.toIntExact(Math.min(from, content.length));
    int end = Math.min(content.length, start + atMost);
    return new ContentPart(digest, content.length, start, Bytes.of(content, start, end));
  }
}
