package dev.setpoint.fleet;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * SHA-256 over what an order says of its node: everything but the generation, the revision and
 * where in the repository a manifest stands. An order with the digest of the one before asks for
 * nothing new, whatever was committed elsewhere. Every string is preceded by its length.
 */
public final class OrderDigest {
  private final MessageDigest sha;

  private OrderDigest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** 64 hexadecimal digits. */
  public static String of(NodeOrder order) {
    var digest = new OrderDigest();
    digest.text("setpoint order content 1");
    digest.text(order.node());
    digest.text(order.mode().word());
    digest.count(order.targets().size());
    order.targets().forEach(target -> digest.text(target.toString()));
    digest.count(order.resources().size());
    order.resources().forEach(digest::resource);
    digest.count(order.suspensions().size());
    order.suspensions().forEach(suspension -> digest.text(suspension.toString()));
    digest.count(order.approved().size());
    new TreeSet<>(order.approved()).forEach(id -> digest.text(id.toString()));
    if (!order.requests().isEmpty()) {
      digest.count(order.requests().size());
      order.requests().forEach(request -> digest.text(request.id()));
    }
    return HexFormat.of().formatHex(digest.sha.digest());
  }

  /** Of one resource alone. */
  public static String of(OrderedResource resource) {
    var digest = new OrderDigest();
    digest.text("setpoint resource 1");
    digest.resource(resource);
    return HexFormat.of().formatHex(digest.sha.digest());
  }

  private void resource(OrderedResource resource) {
    text(resource.manifest().id().toString());
    text(resource.document());
    text(resource.mode().word());
    count(resource.ignored().size());
    resource.ignored().forEach(this::text);
    count(resource.files().size());
    new TreeMap<>(resource.files())
        .forEach((path, content) -> {
          text(path);
          bytes(content);
        });
  }

  private void text(String text) {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte[] bytes) {
    count(bytes.length);
    sha.update(bytes);
  }

  private void count(int number) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      sha.update((byte) (number >>> shift));
    }
  }
}
