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
import java.util.function.Predicate;

/**
 * A verified header whose contents are being fetched, piece by piece and each at most once. For one
 * thread.
 */
final class OrderAssembly {
  /** Bytes of one document or file. */
  static final long MAX_CONTENT = 32L << 20;

  /** Bytes of all contents that are fetched for one order. */
  static final long MAX_FETCHED = 128L << 20;

  private static final int MAX_WANTED = 500;

  private final OrderHeader header;
  private final byte[] bytes;
  private final BiConsumer<String, byte[]> shelf;
  private final Map<String, ByteArrayOutputStream> lacking = new LinkedHashMap<>();
  private long fetched;

  /**
   * An assembly of a header.
   *
   * @param bytes of the header, as they were signed
   * @param known whether contents are there already
   * @param shelf takes contents that are complete
   */
  OrderAssembly(
      OrderHeader header, byte[] bytes, Predicate<String> known, BiConsumer<String, byte[]> shelf) {
    this.header = header;
    this.bytes = bytes;
    this.shelf = shelf;
    for (var digest : header.contents()) {
      if (!known.test(digest)) {
        lacking.put(digest, new ByteArrayOutputStream(0));
      }
    }
  }

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
            .map(each -> new Wanted(each.getKey(), each.getValue().size()))
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
    if (so == null || part.offset() != so.size()) {
      return false;
    }
    fetched += part.bytes().length();
    if (part.size() > MAX_CONTENT || fetched > MAX_FETCHED) {
      throw new OrderRefusedException(Reason.TOO_LARGE, "the contents of the order are too large");
    }
    so.writeBytes(part.bytes().array());
    if (so.size() > part.size() || (part.bytes().length() == 0 && part.size() > so.size())) {
      throw new OrderRefusedException(
          Reason.WRONG_CONTENT, "a part does not fit into its contents: " + part.digest());
    }
    if (so.size() == part.size()) {
      complete(part.digest(), so.toByteArray());
    }
    return true;
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
