package dev.setpoint.link.agentend;

/**
 * How much of an order an agent takes. Documents and files of the order in force are in memory, and
 * those of the next one beside them until it has taken its place.
 *
 * @param content bytes of one document or file
 * @param order bytes of all of them together
 */
public record ContentLimits(long content, long order) {
  private static final int CONTENTS_IN_HEAP = 16;
  private static final int ORDERS_IN_HEAP = 8;

  /** Where memory is no matter. */
  public static ContentLimits standard() {
    return new ContentLimits(32L << 20, 128L << 20);
  }

  /** What fits into a heap of this many bytes beside everything else, and no more than usual. */
  public static ContentLimits within(long heap) {
    var usual = standard();
    return new ContentLimits(
        Math.min(usual.content(), heap / CONTENTS_IN_HEAP),
        Math.min(usual.order(), heap / ORDERS_IN_HEAP));
  }
}
