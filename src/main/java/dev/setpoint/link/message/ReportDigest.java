package dev.setpoint.link.message;

import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.message.ReportHead;
import dev.setpoint.fleet.message.ResourceKey;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Digest of a report: the exclusive or of the SHA-256 of its head and of each of its resources, so
 * that what changes costs only what changed. It finds what was lost or confused on the way. It is
 * no proof against the agent, which may report what it likes anyway.
 *
 * @param hex 64 hexadecimal digits
 */
public record ReportDigest(String hex) {
  /** The digest of a report. */
  public static ReportDigest of(NodeReport report) {
    var sum = new Sum();
    sum.add(ReportHead.of(report));
    report.resources().forEach(sum::add);
    return new ReportDigest(sum.hex());
  }

  /** The digest of what comes out when a report changes into one that differs in these parts. */
  public static ReportDigest of(ReportDigest before, NodeReport old, NodeReport now) {
    var sum = new Sum(before);
    sum.add(ReportHead.of(old));
    sum.add(ReportHead.of(now));
    var rest = new HashMap<ResourceKey, ResourceReport>();
    old.resources().forEach(each -> rest.put(ResourceKey.of(each), each));
    for (var each : now.resources()) {
      var known = rest.remove(ResourceKey.of(each));
      if (!each.equals(known)) {
        sum.add(each);
        sum.addIfAny(known);
      }
    }
    rest.values().forEach(sum::add);
    return new ReportDigest(sum.hex());
  }

  /** Bits that cancel each other out when the same thing is added twice. */
  private static final class Sum {
    private static final int WORDS = 4;
    private final long[] bits = new long[WORDS];

    Sum() {}

    Sum(ReportDigest start) {
      add(HexFormat.of().parseHex(start.hex()));
    }

    void add(ReportHead head) {
      var json = new CanonicalJson();
      ReportJson.head(json, head);
      add(Sha256.of(json.bytes()));
    }

    void add(ResourceReport resource) {
      var json = new CanonicalJson();
      ReportJson.resource(json, resource);
      add(Sha256.of(json.bytes()));
    }

    void addIfAny(@Nullable ResourceReport resource) {
      if (resource != null) {
        add(resource);
      }
    }

    private void add(byte[] digest) {
      var words = ByteBuffer.wrap(digest).asLongBuffer();
      for (int i = 0; i < WORDS; i++) {
        bits[i] ^= words.get(i);
      }
    }

    String hex() {
      var bytes = ByteBuffer.allocate(WORDS * Long.BYTES);
      for (long word : bits) {
        bytes.putLong(word);
      }
      return HexFormat.of().formatHex(bytes.array());
    }
  }
}
