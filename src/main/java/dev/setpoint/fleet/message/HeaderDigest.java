package dev.setpoint.fleet.message;

import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.node.TargetDeclaration;
import dev.setpoint.reconcile.plan.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over what an order wants of its node: all of it but generation, revision, time of issue
 * and where in the repository a manifest stands, so that two orders that want the same have the
 * same digest. Every text is preceded by its length and every list by its size, so that no two
 * different orders are digested alike.
 */
final class HeaderDigest {
  private static final int REMOTE = -2;

  private final MessageDigest sha = sha256();

  private HeaderDigest() {}

  static String of(OrderHeader header) {
    var digest = new HeaderDigest();
    digest.add(header);
    return HexFormat.of().formatHex(digest.sha.digest());
  }

  private void add(OrderHeader header) {
    text(header.owner());
    text(header.node());
    text(header.mode().name());
    list(header.targets(), this::add);
    list(header.resources(), this::add);
    list(header.suspensions(), this::add);
    list(header.approved(), this::text);
    if (!header.requests().isEmpty()) {
      list(header.requests(), this::add);
    }
  }

  private void add(TargetDeclaration target) {
    text(target.name());
    text(target.socket());
    var remote = target.remote();
    if (remote != null) {
      count(REMOTE); // no length and no size, so nothing else can be digested alike
      text(remote.url());
      text(remote.certificate());
      text(remote.trustToken());
    }
  }

  private void add(OrderHeader.Entry entry) {
    text(entry.id());
    text(entry.document());
    text(entry.mode().name());
    list(entry.ignored(), this::text);
    list(
        entry.files().entrySet(),
        file -> {
          text(file.getKey());
          text(file.getValue());
        });
  }

  private void add(Suspension suspension) {
    text(suspension.id());
    text(suspension.by());
    text(suspension.why());
    text(suspension.since());
    text(suspension.until());
  }

  private void add(Request request) {
    text(request.id());
    text(request.resource());
    text(request.wish().word());
    list(request.wish() instanceof Request.Reset(var wipe) ? wipe : List.<String>of(), this::text);
    text(request.by());
    text(request.why());
    text(request.at());
    text(request.until());
  }

  private <T> void list(Collection<T> items, Consumer<T> each) {
    count(items.size());
    items.forEach(each);
  }

  private void text(@Nullable Object value) {
    if (value == null) {
      count(-1);
      return;
    }
    byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
    count(bytes.length);
    sha.update(bytes);
  }

  private void count(int number) {
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
