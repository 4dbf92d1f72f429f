package dev.setpoint.link.session;

import dev.setpoint.fleet.Timeline;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.message.MessageCodec.Numbered;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One end of a live connection: numbers what it sends, wants what comes to be numbered without a
 * gap, keeps both directions bounded, and knows when the other end was heard last. A lost, doubled
 * or reordered message ends the connection; the next one starts from state. Sending is safe for
 * many threads, reading is for one.
 *
 * @param <I> messages that come
 * @param <O> messages that go
 */
public final class Line<I, O> {
  /** Bytes that may wait for a slow reader before it is cut off. */
  public static final long MAX_WAITING = 2L * MessageCodec.MAX_BYTES;

  /** While more than this waits, nothing large is begun. */
  public static final long CALM_WAITING = 1L << 20;

  private static final int MAX_UNREAD_MESSAGES = 1_000;
  private static final long MAX_UNREAD_BYTES = 2L * MessageCodec.MAX_BYTES;

  private final Channel channel;
  private final Timeline timeline;
  private final LinkTimings timings;
  private final Dialect<I, O> dialect;

  /** Guards numbering and sending, so that numbers go out in order. */
  private final ReentrantLock sending = new ReentrantLock();

  private final AtomicInteger unreadMessages = new AtomicInteger();
  private final AtomicLong unreadBytes = new AtomicLong();
  private long sent;
  private long read;
  private volatile Instant lastSent;
  private volatile Instant lastHeard;

  /**
   * How the messages of one direction are written and those of the other read.
   *
   * @param <I> messages that come
   * @param <O> messages that go
   */
  public interface Dialect<I, O> {
    /** The bytes of a message. */
    byte[] encode(long number, O message);

    /** The message of these bytes. */
    Numbered<I> decode(byte[] bytes);

    /** The message that says nothing else. */
    O alive();
  }

  /** A line over a channel that has just opened. */
  public Line(Channel channel, Timeline timeline, LinkTimings timings, Dialect<I, O> dialect) {
    this.channel = channel;
    this.timeline = timeline;
    this.timings = timings;
    this.dialect = dialect;
    this.lastSent = timeline.instant();
    this.lastHeard = lastSent;
  }

  /**
   * Sends a message.
   *
   * @throws LineBrokenException when too much waits already
   * @throws TooLargeException when the message is too large; nothing was sent, and the line stands
   */
  public void send(O message) {
    sending.lock();
    try {
      byte[] bytes = dialect.encode(sent + 1, message);
      if (bytes.length > MessageCodec.MAX_BYTES) {
        throw new TooLargeException(
            "a message of %d bytes is too large to be sent".formatted(bytes.length));
      }
      if (channel.waiting() + bytes.length > MAX_WAITING) {
        throw new LineBrokenException("the other end does not read: too much waits for it");
      }
      sent++;
      lastSent = timeline.instant();
      channel.send(bytes);
    } finally {
      sending.unlock();
    }
  }

  /** Whether so little waits that something large may be sent. */
  public boolean isCalm() {
    return channel.waiting() <= CALM_WAITING;
  }

  /**
   * Notes that bytes have come that are to be read later.
   *
   * @throws LineBrokenException when too many are unread
   */
  public void heard(byte[] bytes) {
    lastHeard = timeline.instant();
    if (unreadMessages.incrementAndGet() > MAX_UNREAD_MESSAGES
        || unreadBytes.addAndGet(bytes.length) > MAX_UNREAD_BYTES) {
      throw new LineBrokenException("the other end sends faster than it can be read");
    }
  }

  /**
   * Reads what was heard before.
   *
   * @throws dev.setpoint.link.message.MalformedMessageException when it is no message
   * @throws LineBrokenException when it is not the next one
   */
  public I read(byte[] bytes) {
    unreadMessages.decrementAndGet();
    unreadBytes.addAndGet(-bytes.length);
    var numbered = dialect.decode(bytes);
    if (numbered.number() != read + 1) {
      throw new LineBrokenException(
          "message %d came where %d was due".formatted(numbered.number(), read + 1));
    }
    read++;
    return numbered.message();
  }

  /**
   * Says that this end lives when it said nothing for a while.
   *
   * @throws LineBrokenException when the other end was not heard for too long, or reads nothing
   */
  public void tick() {
    var silence = timeline.since(lastHeard);
    if (silence.compareTo(timings.deadAfter()) >= 0) {
      throw new LineBrokenException("nothing was heard for %d s".formatted(roundedUp(silence)));
    }
    if (timeline.since(lastSent).compareTo(timings.heartbeat()) >= 0) {
      send(dialect.alive());
    }
  }

  private static long roundedUp(Duration time) {
    return time.plusMillis(999).toSeconds();
  }

  /** Sends what waits and closes. */
  public void close() {
    channel.close();
  }

  /** Closes at once. */
  public void abort() {
    channel.abort();
  }
}
