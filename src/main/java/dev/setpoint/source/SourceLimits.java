package dev.setpoint.source;

import java.time.Duration;

/**
 * The bounds within which a repository is followed. Whatever exceeds one is refused with its own
 * reason, and the last good revision stays in force.
 *
 * @param fetchBytes bytes that one connection may send us, references included
 * @param objectBytes inflated size of any one object, also outside the followed path
 * @param objectCount objects in one fetched pack; bounds memory before the pack is read
 * @param refCount references that the server may advertise
 * @param fileCount files and directories below the followed path
 * @param treeDepth nested directories below the followed path
 * @param totalBytes sum of the file sizes below the followed path
 * @param idleTime longest wait for a connection or for the next byte
 * @param fetchTime longest time of one poll's whole exchange with the server
 */
public record SourceLimits(
    long fetchBytes,
    long objectBytes,
    int objectCount,
    int refCount,
    int fileCount,
    int treeDepth,
    long totalBytes,
    Duration idleTime,
    Duration fetchTime) {
  private static final long MIB = 1024L * 1024;

  public SourceLimits {
    requirePositive("fetchBytes", fetchBytes);
    requirePositive("objectBytes", objectBytes);
    requirePositive("objectCount", objectCount);
    requirePositive("refCount", refCount);
    requirePositive("fileCount", fileCount);
    requirePositive("treeDepth", treeDepth);
    requirePositive("totalBytes", totalBytes);
    requirePositive("idleTime", idleTime.toMillis());
    requirePositive("fetchTime", fetchTime.toMillis());
  }

  /** The limits that hold unless the operator says otherwise; {@code docs/source.md} lists them. */
  public static SourceLimits standard() {
    return new SourceLimits(
        512 * MIB,
        32 * MIB,
        2_000_000,
        20_000,
        50_000,
        32,
        128 * MIB,
        Duration.ofSeconds(20),
        Duration.ofMinutes(2));
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException("source limit " + name + " must be positive: " + value);
    }
  }
}
