package dev.setpoint.link.controlend;

import dev.setpoint.fleet.message.AgentMessage.ContentsWanted;
import dev.setpoint.fleet.message.AgentMessage.OrderReached;
import dev.setpoint.fleet.message.AgentMessage.OrderRefused;
import dev.setpoint.fleet.message.AgentMessage.Wanted;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.fleet.message.ControllerMessage.ContentPart;
import dev.setpoint.fleet.message.ControllerMessage.Contents;
import dev.setpoint.fleet.message.ControllerMessage.OrderOffer;
import dev.setpoint.fleet.message.ControllerMessage.PlanWanted;
import dev.setpoint.link.controlend.Asks.Ask;
import dev.setpoint.link.message.MalformedMessageException;
import dev.setpoint.link.message.OrderCodec;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.message.OrderSeal.Purpose;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Orders over one connection: the newest is offered once when the agent is behind, and its contents
 * are handed out as they are asked for. An agent gets contents of its own orders only. Called in
 * the node's turns.
 */
final class OrderDelivery {
  /** Bytes of contents in one message, before they are encoded. */
  static final int MAX_PART_BYTES = 1 << 20;

  private static final int MAX_WANTED = 1_000;

  private final Desk desk;
  private final RemoteNode node;
  private final String nonce;
  private final AtomicReference<Held> held;
  private final AtomicReference<Held> offered = new AtomicReference<>(new Held(0, ""));

  /** An order, as far as it is known what the agent has. */
  record Held(long generation, String digest) {}

  OrderDelivery(Desk desk, RemoteNode node, String nonce, Held held) {
    this.desk = desk;
    this.node = node;
    this.nonce = nonce;
    this.held = new AtomicReference<>(held);
  }

  /** The newest order, if the agent neither has it nor was offered it. */
  Optional<ControllerMessage> offer() {
    var issued = node.newest().orElse(null);
    if (issued == null) {
      return Optional.empty();
    }
    var header = issued.header(desk.pen());
    var now = new Held(issued.generation(), header.digest());
    if (now.equals(offered.getAndSet(now))) {
      return Optional.empty();
    }
    if (now.equals(held.get())) {
      desk.events().reached(node.name(), now.generation(), now.digest());
      return Optional.empty();
    }
    byte[] bytes = OrderCodec.encode(header);
    byte[] signature = desk.sign(OrderSeal.of(Purpose.ORDER, node.name(), nonce, bytes));
    return Optional.of(new OrderOffer(Bytes.of(bytes), Bytes.of(signature)));
  }

  /** A question about an order. */
  ControllerMessage question(Ask ask) {
    byte[] bytes = OrderCodec.encode(ask.issued().header(desk.pen()));
    byte[] signature = desk.sign(OrderSeal.of(Purpose.PLAN, node.name(), nonce, bytes));
    return new PlanWanted(ask.number(), Bytes.of(bytes), Bytes.of(signature));
  }

  /** As much of what is wanted as fits into one message, and at least something. */
  ControllerMessage contents(ContentsWanted wanted) {
    if (wanted.wanted().size() > MAX_WANTED) {
      throw new MalformedMessageException(
          "%d contents are wanted at once, at most %d may be"
              .formatted(wanted.wanted().size(), MAX_WANTED));
    }
    var parts = new ArrayList<ContentPart>();
    var missing = new ArrayList<String>();
    int room = MAX_PART_BYTES;
    for (Wanted each : wanted.wanted()) {
      var content = find(each.digest());
      if (content.isEmpty()) {
        missing.add(each.digest());
      } else if (room > 0) {
        var part = IssuedOrder.part(each.digest(), content.get(), each.from(), room);
        parts.add(part);
        room -= part.bytes().length();
      }
    }
    return new Contents(parts, missing);
  }

  private Optional<byte[]> find(String digest) {
    return node.newest()
        .flatMap(issued -> issued.content(digest, desk.pen()))
        .or(() -> node.asks().content(digest, desk.pen()));
  }

  void reached(OrderReached reached) {
    var now = new Held(reached.generation(), reached.digest());
    var newest = offered.get();
    boolean known =
        now.generation() < newest.generation()
            || (now.generation() == newest.generation() && now.equals(newest));
    if (!known) {
      throw new MalformedMessageException(
          "order %d was reached that was never offered".formatted(now.generation()));
    }
    held.set(now);
    desk.events().reached(node.name(), now.generation(), now.digest());
  }

  void refused(OrderRefused refused) {
    desk.events().refused(node.name(), refused.generation(), refused.reason(), refused.message());
  }
}
