package dev.setpoint.link.agentend;

import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.fleet.message.OrderHeader;
import dev.setpoint.link.agentend.OrderRefusedException.Reason;
import dev.setpoint.link.agentend.OrderShelf.Mark;
import dev.setpoint.link.message.MalformedMessageException;
import dev.setpoint.link.message.OrderCodec;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.message.OrderSeal.Purpose;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Judges what a controller offers. The signature comes first: nothing of an order is even read
 * before it is known to be for this node, over this connection, from the pinned key. Called in the
 * turns of the agent's end.
 */
final class OrderDesk {
  private static final Logger LOG = Logger.getLogger(OrderDesk.class);

  private final AgentEndSettings settings;
  private final OrderShelf shelf;
  private final OrderBuilder builder;
  private final AtomicReference<Mark> inForce = new AtomicReference<>(Mark.none());

  OrderDesk(AgentEndSettings settings, OrderShelf shelf, DocumentReader documents) {
    this.settings = settings;
    this.shelf = shelf;
    this.builder = new OrderBuilder(documents);
  }

  /** The order that the node works from. */
  Mark inForce() {
    return inForce.get();
  }

  /** The newest order that was ever taken, whether it can be used or not. */
  Mark highest() {
    return shelf.highest();
  }

  /** The order on the disk; empty when there is none that can be used. */
  Optional<NodeOrder> restore() {
    var bytes = shelf.header();
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      var header = OrderCodec.decode(bytes.get());
      requireOurs(header);
      var mark = new Mark(header.generation(), header.digest());
      if (!mark.equals(shelf.highest())) {
        throw new OrderRefusedException(
            Reason.OLDER_GENERATION, "the disk holds another order than was taken last");
      }
      return Optional.of(enforce(header, builder.build(header, shelf::content)));
    } catch (MalformedMessageException | OrderRefusedException e) {
      LOG.errorf(
          "The order on this disk cannot be used, the controller must send it again: %s",
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The header that is offered, verified.
   *
   * @throws OrderRefusedException when it is not for this node, this connection and this moment
   */
  OrderHeader verify(Bytes bytes, Bytes signature, String nonce) {
    return verified(Purpose.ORDER, bytes, signature, nonce);
  }

  /**
   * Begins to assemble a verified order.
   *
   * @throws OrderRefusedException when it is not taken
   */
  OrderAssembly open(OrderHeader header, Bytes bytes) {
    var mark = new Mark(header.generation(), header.digest());
    var highest = shelf.highest();
    boolean again = mark.equals(highest) && !mark.equals(inForce.get());
    if (mark.generation() <= highest.generation() && !again) {
      throw new OrderRefusedException(
          Reason.OLDER_GENERATION,
          "order %d is offered, but order %d was taken before"
              .formatted(mark.generation(), highest.generation()));
    }
    return new OrderAssembly(header, bytes.array(), settings.contents(), this::sizeOf, shelf::keep);
  }

  private long sizeOf(String digest) {
    return shelf.content(digest).map(content -> (long) content.length).orElse(OrderAssembly.NONE);
  }

  /** As {@link #open}, for an order that is only asked about: nothing of it is kept on the disk. */
  Question ask(Bytes bytes, Bytes signature, String nonce) {
    var header = verified(Purpose.PLAN, bytes, signature, nonce);
    var aside = new HashMap<String, byte[]>();
    var assembly =
        new OrderAssembly(header, bytes.array(), settings.contents(), this::sizeOf, aside::put);
    return new Question(assembly, aside);
  }

  /**
   * An order that is only asked about.
   *
   * @param aside its contents that are not on the disk
   */
  record Question(OrderAssembly assembly, Map<String, byte[]> aside) {}

  /** The order of a question that is complete. */
  NodeOrder build(Question question) {
    return builder.build(
        question.assembly().header(),
        digest ->
            Optional.ofNullable(question.aside().get(digest)).or(() -> shelf.content(digest)));
  }

  /**
   * Takes an assembled order: it is on the disk when this returns.
   *
   * @throws OrderRefusedException when it is not taken
   */
  NodeOrder take(OrderAssembly assembly) {
    var header = assembly.header();
    var order = builder.build(header, shelf::content);
    try {
      shelf.take(
          new Mark(header.generation(), header.digest()), assembly.bytes(), header.contents());
    } catch (RuntimeException e) {
      LOG.errorf(e, "Order %d cannot be kept on this disk", header.generation());
      throw new OrderRefusedException(
          Reason.NOT_KEPT, "the order cannot be kept on the node's disk: " + e.getMessage());
    }
    return enforce(header, order);
  }

  private NodeOrder enforce(OrderHeader header, NodeOrder order) {
    builder.remember(header, order);
    inForce.set(new Mark(header.generation(), header.digest()));
    return order;
  }

  private OrderHeader verified(Purpose purpose, Bytes bytes, Bytes signature, String nonce) {
    var seal = OrderSeal.of(purpose, settings.node(), nonce, bytes.array());
    if (!seal.isSignedBy(settings.orderKey(), signature.array())) {
      throw new OrderRefusedException(
          Reason.BAD_SIGNATURE,
          "it is not signed by the controller for this node and this connection");
    }
    OrderHeader header;
    try {
      header = OrderCodec.decode(bytes.array());
    } catch (MalformedMessageException e) {
      throw new OrderRefusedException(
          Reason.MALFORMED, "the order cannot be read: " + e.getMessage());
    }
    requireOurs(header);
    return header;
  }

  private void requireOurs(OrderHeader header) {
    if (!header.node().equals(settings.node())) {
      throw new OrderRefusedException(
          Reason.FOREIGN_NODE, "the order is for %s".formatted(header.node()));
    }
    if (!header.owner().equals(settings.owner())) {
      throw new OrderRefusedException(
          Reason.FOREIGN_OWNER, "the order comes from another installation");
    }
  }
}
