package dev.setpoint.link.agentend;

import java.util.Optional;
import java.util.Set;

/**
 * The newest order that was taken, on the node's disk, and how high generations have been. Called
 * by one thread at a time.
 */
public interface OrderShelf {
  /** The highest generation ever taken; {@link Mark#none} when none was. */
  Mark highest();

  /** Header of the order taken last; empty when there is none, or it cannot be read. */
  Optional<byte[]> header();

  /** Contents by their SHA-256; empty when they are not there or damaged. */
  Optional<byte[]> content(String digest);

  /** Keeps contents for an order to come; they need not be durable before it is taken. */
  void keep(String digest, byte[] content);

  /**
   * Takes an order. When this returns, mark, header and the contents that it names survive a crash;
   * other contents may be thrown away.
   *
   * @throws RuntimeException when that cannot be promised; then the order before stays
   */
  void take(Mark mark, byte[] header, Set<String> contents);

  /**
   * An order that was taken.
   *
   * @param digest its digest, as {@code OrderHeader} computes it
   */
  record Mark(long generation, String digest) {
    /** No order was ever taken. */
    public static Mark none() {
      return new Mark(0, "");
    }
  }
}
