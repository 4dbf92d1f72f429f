package dev.setpoint.trust;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A registry in which only web1 is active and only db1 quarantined. */
public final class InMemoryNodes implements NodeRegistry {
  @Override
  public List<NodeIdentity> all() {
    return List.of();
  }

  @Override
  public Optional<NodeIdentity> find(String node) {
    return Optional.empty();
  }

  @Override
  public boolean renew(String node, String keyHash, Instant until) {
    return false;
  }

  @Override
  public Arrival arrive(String node, String instance, long session) {
    return new Arrival.Barred("it has not joined");
  }

  @Override
  public boolean revoke(String node, String by, String why) {
    return node.equals("web1");
  }

  @Override
  public boolean release(String node, String by) {
    return node.equals("db1");
  }
}
