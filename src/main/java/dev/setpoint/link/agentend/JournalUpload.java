package dev.setpoint.link.agentend;

import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.AgentMessage.JournalPart;
import dev.setpoint.fleet.message.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Hands the journal on over one connection, in order, one part at a time: the next one goes out
 * when the controller has the one before in its trail. For one thread.
 */
final class JournalUpload {
  private static final Logger LOG = Logger.getLogger(JournalUpload.class);
  private static final int MAX_ENTRIES = 500;
  private static final int MAX_BYTES = 1 << 20;

  /** After a part that the controller could not take. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final JournalFeed feed;
  private long next;
  private boolean underway;
  private Instant notBefore = Instant.MIN;

  /** An upload that begins where the controller says that its trail ends. */
  JournalUpload(JournalFeed feed, long next) {
    this.feed = feed;
    this.next = Math.max(next, feed.first());
    if (next > feed.next()) {
      LOG.errorf(
          "The controller has entries up to %d of this journal, but the disk only up to %d:"
              + " was the disk restored from a backup? What happens until then is not uploaded",
          next, feed.next());
    }
    feed.taken(Math.min(next, feed.next()));
  }

  /** The next part; empty while one is under way, or when there is nothing new. */
  Optional<AgentMessage> next(Instant now) {
    if (underway || now.isBefore(notBefore) || next >= feed.next()) {
      return Optional.empty();
    }
    var entries = feed.read(next, MAX_ENTRIES, MAX_BYTES);
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    underway = true;
    return Optional.of(
        new JournalPart(feed.journal(), next, entries.stream().map(Bytes::of).toList()));
  }

  /** The controller has taken entries, or none when it cannot now. */
  void taken(long upTo, Instant now) {
    underway = false;
    if (upTo <= next) {
      notBefore = now.plus(RETRY);
      return;
    }
    next = Math.min(upTo, feed.next());
    feed.taken(next);
  }
}
