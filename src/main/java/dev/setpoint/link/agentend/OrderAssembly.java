package dev.setpoint.link.agentend;

import dev.setpoint.fleet.message.AgentMessage.ContentsWanted;
import dev.setpoint.fleet.message.AgentMessage.Wanted;
import dev.setpoint.fleet.message.ControllerMessage.ContentPart;
import dev.setpoint.fleet.message.ControllerMessage.Contents;
import dev.setpoint.fleet.message.OrderHeader;
import dev.setpoint.link.agentend.OrderRefusedException.Reason;
import dev.setpoint.link.message.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * A verified header whose contents are being fetched, piece by piece and each at most once. For one
 * thread.
 */
final class OrderAssembly {
  /** The size of what is not there. */
  static final long NONE = -1;

  private static final int MAX_WANTED = 500;

  private final OrderHeader header;
  private final byte[] bytes;
  private final ContentLimits limits;
  private final BiConsumer<String, byte[]> shelf;
  private final Map<String, Begun> lacking = new LinkedHashMap<>();
  private long all;

  /**
   * An assembly of a header.
   *
   * @param bytes of the header, as they were signed
   * @param known size of contents that are there already; {@link #NONE} for others
   * @param shelf takes contents that are complete
   */
  OrderAssembly(
      OrderHeader header,
      byte[] bytes,
      ContentLimits limits,
      ToLongFunction<String> known,
      BiConsumer<String, byte[]> shelf) {
    this.header = header;
    this.bytes = bytes;
    this.limits = limits;
    this.shelf = shelf;
    for (var digest : header.contents()) {
      long size = known.applyAsLong(digest);
      if (size == NONE) {
        lacking.put(digest, new Begun(NONE, new ByteArrayOutputStream(0)));
      } else {
        all += size;
      }
    }
  }

  /**
   * What has come of one content.
   *
   * @param size as it was announced; {@link #NONE} before anything has come
   */
  private record Begun(long size, ByteArrayOutputStream bytes) {}

  OrderHeader header() {
    return header;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isComplete() {
    return lacking.isEmpty();
  }

  /** What is to be asked for next. */
  ContentsWanted wanted() {
    return new ContentsWanted(
        lacking.entrySet().stream()
            .limit(MAX_WANTED)
            .map(each -> new Wanted(each.getKey(), each.getValue().bytes().size()))
            .toList());
  }

  /**
   * Takes an answer. Pieces that are not due, as those of an order that this one has overtaken, are
   * left aside.
   *
   * @return whether it brought anything on
   * @throws OrderRefusedException when the order cannot be completed
   */
  boolean take(Contents contents) {
    boolean used = false;
    for (var part : contents.parts()) {
      used |= take(part);
    }
    refuseMissing(contents.missing());
    return used;
  }

  private void refuseMissing(List<String> missing) {
    for (var digest : missing) {
      if (lacking.containsKey(digest)) {
        throw new OrderRefusedException(
            Reason.MISSING_CONTENT, "the controller does not have what its order names: " + digest);
      }
    }
  }

  private boolean take(ContentPart part) {
    var so = lacking.get(part.digest());
    if (so == null || part.offset() != so.bytes().size()) {
      return false;
    }
    if (so.size() == NONE) {
      so = begin(part);
    }
    var bytes = so.bytes();
    bytes.writeBytes(part.bytes().array());
    if (part.size() != so.size()
        || bytes.size() > so.size()
        || (part.bytes().length() == 0 && so.size() > bytes.size())) {
      throw new OrderRefusedException(
          Reason.WRONG_CONTENT, "a part does not fit into its contents: " + part.digest());
    }
    if (bytes.size() == so.size()) {
      complete(part.digest(), bytes.toByteArray());
    }
    return true;
  }

  /** Nothing is kept of what is too large, not even for a moment. */
  private Begun begin(ContentPart part) {
    if (part.size() > limits.content()) {
      throw new OrderRefusedException(
          Reason.TOO_LARGE,
          "a file or document of it has %d bytes, and this agent takes %d: make it smaller, put it"
                  .formatted(part.size(), limits.content())
              + " on a volume, or give the agent more memory");
    }
    all += part.size();
    if (all > limits.order()) {
      throw new OrderRefusedException(
          Reason.TOO_LARGE,
          "its files and documents have more than the %d bytes together that this agent takes: make"
                  .formatted(limits.order())
              + " them smaller, put them on volumes, or give the agent more memory");
    }
    var begun = new Begun(part.size(), new ByteArrayOutputStream(Math.toIntExact(part.size())));
    lacking.put(part.digest(), begun);
    return begun;
  }

  private void complete(String digest, byte[] content) {
    if (!Sha256.hex(content).equals(digest)) {
      throw new OrderRefusedException(
          Reason.WRONG_CONTENT, "contents do not have their digest " + digest);
    }
    lacking.remove(digest);
    shelf.accept(digest, content);
  }
}
