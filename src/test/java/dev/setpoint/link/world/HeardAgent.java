package dev.setpoint.link.world;

import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.reconcile.Plan;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What the local agent was told. Safe for many threads. */
public final class HeardAgent implements NodeLink {
  private final List<NodeOrder> orders = new CopyOnWriteArrayList<>();
  private final AtomicInteger passes = new AtomicInteger();

  /** The orders, in order. */
  public List<NodeOrder> orders() {
    return orders;
  }

  /** How often a pass was asked for. */
  public int passes() {
    return passes.get();
  }

  @Override
  public void issue(NodeOrder order) {
    orders.add(order);
  }

  @Override
  public void requestPass() {
    passes.incrementAndGet();
  }

  @Override
  public Plan preview(NodeOrder order) {
    return new Plan(order.node(), order.generation(), order.revision(), List.of(), List.of());
  }
}
